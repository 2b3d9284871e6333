"""Runs the snippets of docs/hosts/python.md, which stand beside it; see test/docs/drivers/languages.ts."""
import importlib.util
import json
import os
import sys
from email.message import Message
from http.server import BaseHTTPRequestHandler, HTTPServer

spec = importlib.util.spec_from_file_location("snippets", os.environ["SNIPPETS"])
snippets = importlib.util.module_from_spec(spec)
spec.loader.exec_module(snippets)


class Recorder:
    """Keeps what the snippet gives the database."""

    def __init__(self):
        self.statements = []

    def execute(self, sql, values):
        self.statements.append({"sql": sql, "values": values})


def receive(vector):
    headers = Message()
    for name, value in vector["headers"].items():
        headers[name] = value
    db = Recorder()
    body = vector["body"].encode()
    try:
        status = snippets.receive_notification(headers, body, vector["secret"], db, vector["now"])
    except ValueError:
        status = 500
    return {"status": status, "statements": db.statements}


class Host(BaseHTTPRequestHandler):
    def do_POST(self):
        db = Recorder()
        body = self.rfile.read(int(self.headers["content-length"]))
        status = snippets.receive_notification(self.headers, body, os.environ["NOTIFY_SECRET"], db)
        for statement in db.statements:
            print(json.dumps(statement), file=sys.stderr, flush=True)
        self.send_response(status)
        self.end_headers()

    def log_message(self, *_):
        pass


command = sys.argv[1]
if command == "serve":
    HTTPServer(("127.0.0.1", int(sys.argv[2])), Host).serve_forever()
job = json.load(sys.stdin)
if command == "state":
    print(snippets.state_invoice(job["invoice"], job["proxy"], job["secret"]))
if command == "vectors":
    result = {
        "tokens": [snippets.sign_token(one["claims"], one["secret"]) for one in job["tokens"]],
        "notifications": [receive(one) for one in job["notifications"]],
        "tags": [snippets.pay_button(one["token"], one["link"], one["number"]) for one in job["tags"]],
    }
    print(json.dumps(result))
