"""A secrets store for the server of ZenML for .NET: a file for each entry, in the folder that the first argument names.

The server starts it with ZENML_SECRETS_STORE_COMMAND='["/usr/bin/python3", "store.py", "/var/lib/values"]'.
Requests come on standard input and answers go to standard output, one JSON object a line. See docs/stores/custom.md.
"""

import json
import os
import re
import sys
import uuid

NAME = re.compile(r"[0-9a-f-]{36}/v[0-9]+/[0-9a-f]{32}(/p[0-9]+)?")
SERVER = re.compile(r"[0-9a-f-]{36}")


class Problem(Exception):
    """A request that cannot be carried out: the kind of the error, and a text for people that contains no value."""

    def __init__(self, error, message):
        super().__init__(message)
        self.error = error


def folder_of(request):
    if not SERVER.fullmatch(request["server"]):
        raise Problem("refused", "The request does not name a server.")
    folder = os.path.join(root, request["server"])
    os.makedirs(folder, mode=0o700, exist_ok=True)
    return folder


def path_of(request):
    if not NAME.fullmatch(request["name"]):
        raise Problem("refused", "The request does not name an entry.")
    return os.path.join(folder_of(request), request["name"].replace("/", "."))


def read_file(path):
    with open(path, encoding="utf-8", newline="") as file:
        return file.read()


def write(request):
    path = path_of(request)
    if os.path.exists(path):
        # The server repeats a write whose answer it did not get.
        if read_file(path) != request["value"]:
            raise Problem("damaged", "The entry exists already with other content.")
        return {"version": "1"}
    draft = f"{path}.{uuid.uuid4().hex}.draft"
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8", newline="") as file:
        file.write(request["value"])
        file.flush()
        os.fsync(file.fileno())
    os.replace(draft, path)
    return {"version": "1"}


def read(request):
    path = path_of(request)
    return {"value": read_file(path) if request["version"] == "1" and os.path.exists(path) else None}


def delete(request):
    try:
        os.remove(path_of(request))
    except FileNotFoundError:
        pass
    return {}


def exists(request):
    return {"exists": os.path.exists(path_of(request))}


def list_names(request):
    names = (name.replace(".", "/") for name in os.listdir(folder_of(request)))
    return {"names": [name for name in names if NAME.fullmatch(name)]}


def probe(request):
    os.listdir(folder_of(request))
    return {}


root = sys.argv[1]
operations = {"write": write, "read": read, "delete": delete, "exists": exists, "list": list_names, "probe": probe}
for line in sys.stdin.buffer:
    request = json.loads(line)
    try:
        answer = operations[request["op"]](request)
    except Problem as problem:
        answer = {"error": problem.error, "message": str(problem)}
    except OSError as problem:
        # Its text names a path, never a value.
        answer = {"error": "unavailable", "message": problem.strerror or "The file cannot be used."}
    print(json.dumps({"id": request["id"], **answer}), flush=True)
