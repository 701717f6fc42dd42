"""As much of an Argilla server as `rg.Dataset.from_disk` talks to. It keeps what it is given, and refuses what the
real one refuses: names, labels and values beyond its limits, and metadata that the settings do not announce."""
import json
import re
import threading
import uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

TIME = "2024-01-01T00:00:00"
NAME = re.compile(r"^(?=.*[a-z0-9])[a-z0-9_-]+$")


class State:
    def __init__(self):
        self.kept = {"datasets": [], "fields": [], "questions": [], "metadata-properties": [], "records": []}
        self.published = False


def problem_of(kind, body, state):
    if kind == "datasets" and not re.match(r"^(?!-|_)[a-zA-Z0-9-_ ]{1,200}$", body["name"]):
        return "name of data set"
    if kind in ("fields", "questions", "metadata-properties"):
        if not NAME.match(body["name"]) or len(body["name"]) > 200 or not 0 < len(body["title"]) <= 500:
            return "name or title"
    if kind == "questions":
        options = body["settings"]["options"]
        if not 2 <= len(options) <= 500 or any(not 0 < len(option["value"]) <= 200 for option in options):
            return "options"
    if kind == "records":
        labels = [option["value"] for option in state.kept["questions"][0]["settings"]["options"]]
        known = {entry["name"]: entry["settings"]["type"] for entry in state.kept["metadata-properties"]}
        types = {"terms": str, "integer": int, "float": (int, float)}
        for record in body["items"]:
            if any(name not in known or not isinstance(value, types[known[name]]) for name, value in record["metadata"].items()):
                return "metadata"
            if any(one["value"] not in labels for one in record["suggestions"] or []):
                return "suggestion"
            if "\0" in record["fields"]["text"]:
                return "text"
    return None


def start(state):
    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *args):
            pass

        def answer(self):
            length = int(self.headers.get("content-length") or 0)
            body = json.loads(self.rfile.read(length) or "null")
            status, value = respond(self.command, self.path.split("?")[0], body)
            data = json.dumps(value).encode()
            self.send_response(status)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        do_GET = do_POST = do_PUT = do_PATCH = answer

    def made(**values):
        return {"id": str(uuid.uuid4()), "inserted_at": TIME, "updated_at": TIME, **values}

    def respond(method, path, body):
        last = path.rstrip("/").split("/")[-1]
        if last == "me":
            return 200, made(username="tester", role="owner", first_name="t")
        if last == "workspaces":
            return 200, {"items": [made(name="default")]}
        if last == "publish":
            state.published = True
            return 200, made(**state.kept["datasets"][0], workspace_id=str(uuid.uuid4()), status="ready")
        if last == "bulk":
            problem = problem_of("records", body, state)
            if problem is not None:
                return 422, {"detail": problem}
            state.kept["records"] += body["items"]
            rest = {"responses": [], "suggestions": [], "status": "pending", "dataset_id": str(uuid.uuid4())}
            return 200, {"items": [made(**{**item, **rest, "vectors": {}, "id": str(uuid.uuid4())}) for item in body["items"]], "updated_item_ids": []}
        if last == "vectors-settings" or (last == "datasets" and method == "GET"):
            return 200, {"items": []}
        if last in state.kept and method == "GET":
            return 200, {"items": [made(**entry, dataset_id=str(uuid.uuid4())) for entry in state.kept[last]]}
        if last in state.kept:
            body = {key: value for key, value in body.items() if key not in ("id", "inserted_at", "updated_at", "dataset_id")}
            problem = problem_of(last, body, state)
            if problem is not None:
                return 422, {"detail": problem}
            state.kept[last].append({key: value for key, value in body.items() if key != "workspace_id"})
            return 201, made(**body, **({} if last == "datasets" else {"dataset_id": str(uuid.uuid4())}))
        rest = body or (state.kept["datasets"] or [{"name": "default"}])[0]
        return 200, made(**{**rest, "id": str(uuid.uuid4()), "workspace_id": str(uuid.uuid4()), "status": "ready"})

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}"
