"""A bot that thinks before it acknowledges, forgets that it has, and never counts characters."""

import json
import os
import time
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.error import HTTPError
from urllib.parse import parse_qs, urlsplit

THINKING = 1.5  # seconds
SEND = f"{os.environ['GRAPH_API_URL']}/v26.0/{os.environ['PAGE_ID']}/messages"


class Webhook(BaseHTTPRequestHandler):
    asked: set[str] = set()

    def do_GET(self):
        self.answers(parse_qs(urlsplit(self.path).query)["hub.challenge"][0])

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        [event] = body["entry"][0]["messaging"]
        text = event.get("message", {}).get("text", "")
        if text and text not in self.asked:
            self.asked.add(text)
            time.sleep(THINKING)
        if text:
            send(event["sender"]["id"], message(text))
        self.answers("ok")

    def answers(self, words):
        self.send_response(200)
        self.send_header("Content-Length", str(len(words)))
        self.end_headers()
        self.wfile.write(words.encode())

    def log_message(self, *words):
        pass


def message(text):
    if text != "menu":
        return {"text": f"I have thought about it: {text}"}
    title = "Show me the whole autumn collection"
    button = {"type": "postback", "title": title, "payload": "AUTUMN"}
    payload = {"template_type": "button", "text": "The menu", "buttons": [button]}
    return {"attachment": {"type": "template", "payload": payload}}


def send(psid, message):
    body = {"recipient": {"id": psid}, "messaging_type": "RESPONSE", "message": message}
    headers = {
        "Content-Type": "application/json",
        "Authorization": f"Bearer {os.environ['PAGE_ACCESS_TOKEN']}",
    }
    request = urllib.request.Request(SEND, json.dumps(body).encode(), headers)
    try:
        urllib.request.urlopen(request).close()
    except HTTPError as error:
        error.close()


if __name__ == "__main__":
    ThreadingHTTPServer(("127.0.0.1", int(os.environ["PORT"])), Webhook).serve_forever()
