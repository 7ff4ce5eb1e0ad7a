"""A bot in one file, as tutorials write it: Flask, requests, and all of it in the webhook."""

import os

import requests
from flask import Flask, request

GRAPH = f"{os.environ['GRAPH_API_URL']}/{os.environ['GRAPH_API_VERSION']}"
TOKEN = {"access_token": os.environ["PAGE_ACCESS_TOKEN"]}

app = Flask(__name__)
orders = []


@app.get("/webhook")
def verify():
    if request.args.get("hub.verify_token") == os.environ["VERIFY_TOKEN"]:
        return request.args["hub.challenge"]
    return "Wrong token", 403


@app.post("/webhook")
def receive():
    for entry in request.json["entry"]:
        for event in entry["messaging"]:
            message = event.get("message", {})
            words = message.get("text") or event.get("postback", {}).get("payload")
            if words and not message.get("is_echo"):
                send(event["sender"]["id"], answer(words))
    return "ok"


def answer(words):
    if words == "GET_STARTED":
        return {"text": "Tea or coffee?", "quick_replies": [reply("Tea"), reply("Coffee")]}
    if words == "order":
        orders.append(words)
        if len(orders) == 1:
            raise RuntimeError("The kitchen is not open yet.")  # and so a 500
        return {"text": f"You have {len(orders)} orders."}
    if words == "nothing":
        return {"text": ""}
    return {"text": f"One {words}, coming up."}


def reply(title):
    return {"content_type": "text", "title": title, "payload": title}


def send(psid, message):
    body = {"recipient": {"id": psid}, "messaging_type": "RESPONSE", "message": message}
    requests.post(f"{GRAPH}/me/messages", params=TOKEN, json=body, timeout=10)


if __name__ == "__main__":
    app.run(port=int(os.environ["PORT"]))
