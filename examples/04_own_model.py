"""A model of your own: anything that speaks OpenAI's chat completions; here, fifteen lines do.

It fills a pydantic model from the screen. What it does not quote from the screen is dropped, so its
guess of the birthday never arrives.
"""

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

from pydantic import BaseModel

from phoneagent import Phone


class Contact(BaseModel):
    """The contact on the screen."""

    name: str
    number: str | None = None
    birthday: str | None = None


class Model(BaseHTTPRequestHandler):
    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))  # the prompt: a form and the screen
        values = {"name": "Ann Lee", "number": "555-0100", "birthday": "May 4"}
        quotes = {"name": ["Ann Lee"], "number": ["555-0100"], "birthday": ["Born on May 4"]}
        text = json.dumps({"values": values, "quotes": quotes})
        message = {"role": "assistant", "content": text}
        body = json.dumps({"choices": [{"message": message, "finish_reason": "stop"}]}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


server = HTTPServer(("127.0.0.1", 0), Model)
threading.Thread(target=server.serve_forever, daemon=True).start()

own = {"model": "openai:mine", "base_url": f"http://127.0.0.1:{server.server_port}/v1"}
with Phone.connect("virtual", **own) as phone:
    phone.do("add a contact named Ann Lee with number 555-0100", crew="rules")
    reading = phone.read(Contact)

print(reading.value)
for field, (evidence, *_) in reading.evidence.items():
    print(f"  {field}: stands at {evidence.bounds}")
server.shutdown()
