// A bot in Node without dependencies: it proves the signature and answers before it works.
'use strict'

const crypto = require('node:crypto')
const http = require('node:http')

const { APP_SECRET, GRAPH_API_URL, PAGE_ACCESS_TOKEN, PORT, VERIFY_TOKEN } = process.env

const SIZES = ['XXS', 'XS', 'S', 'M', 'L', 'XL', 'XXL', '3XL', '4XL', '5XL', '6XL', '7XL', '8XL', '9XL']

function isSigned (request, raw) {
  const hmac = crypto.createHmac('sha256', APP_SECRET).update(raw).digest('hex')
  return request.headers['x-hub-signature-256'] === `sha256=${hmac}`
}

function verify (request, response) {
  const query = new URL(request.url, 'http://bot').searchParams
  const right = query.get('hub.verify_token') === VERIFY_TOKEN
  response.writeHead(right ? 200 : 403).end(right ? query.get('hub.challenge') : '')
}

function receive (request, response) {
  const chunks = []
  request.on('data', (chunk) => chunks.push(chunk))
  request.on('end', () => {
    const raw = Buffer.concat(chunks)
    if (!isSigned(request, raw)) return response.writeHead(403).end()
    response.writeHead(200).end('EVENT_RECEIVED')
    for (const entry of JSON.parse(raw).entry) entry.messaging.forEach(answer)
  })
}

function answer (event) {
  const words = event.postback?.payload ?? event.message?.text
  if (!words || event.message?.is_echo) return
  const sizes = words === 'all sizes' ? SIZES : SIZES.slice(2, 5)
  const replies = sizes.map((title) => ({ content_type: 'text', title, payload: title }))
  const coats = { title: 'Coats', buttons: [{ type: 'web_url', title: 'Look', url: 'https://shop.example/' }] }
  const carousel = { type: 'template', payload: { template_type: 'generic', elements: [coats] } }
  send(event.sender.id, SIZES.includes(words) ? { attachment: carousel } : { text: 'Which size?', quick_replies: replies })
}

function send (psid, message) {
  const body = JSON.stringify({ recipient: { id: psid }, messaging_type: 'RESPONSE', message })
  const headers = { 'Content-Type': 'application/json', Authorization: `Bearer ${PAGE_ACCESS_TOKEN}` }
  http.request(`${GRAPH_API_URL}/v26.0/me/messages`, { method: 'POST', headers }, (answer) => answer.resume()).end(body)
}

http.createServer((request, response) => (request.method === 'GET' ? verify : receive)(request, response))
  .listen(Number(PORT), '127.0.0.1')
