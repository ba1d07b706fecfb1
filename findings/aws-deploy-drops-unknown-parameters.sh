#!/usr/bin/env bash
# awscli 1.46.3, `aws cloudformation deploy --parameter-overrides`.
#
# Expected: a name that the template doesn't declare is refused, as CloudFormation itself refuses it ("Parameters: [...] do
# not exist in the template") and as `create-stack --parameters` therefore does.
# What happens: the command drops it before it asks CloudFormation, says nothing and exits with 0. A parameter with a
# default that is misspelt on the command line keeps its default: an alarm topic, say, that nobody ever set.
#
# Needs Python 3.11 and a package index. Exits with 0 while it is so, with 1 if it changes.
set -euo pipefail

folder=$(mktemp -d)
trap 'kill "${server:-}" 2>/dev/null || true; rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check awscli==1.46.3 2>"$folder/pip.log" || { cat "$folder/pip.log"; exit 2; }

cat > "$folder/template.json" <<'JSON'
{"Parameters": {"AlarmTopic": {"Type": "String", "Default": ""}},
 "Resources": {"Queue": {"Type": "AWS::SQS::Queue"}}}
JSON

# Answers as CloudFormation does where no stack is there yet, and writes down the parameters that it is asked with.
cat > "$folder/cloudformation.py" <<'PYTHON'
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from urllib.parse import parse_qsl

folder = Path(sys.argv[1])


class CloudFormation(BaseHTTPRequestHandler):
    def do_POST(self):
        asked = dict(parse_qsl(self.rfile.read(int(self.headers["Content-Length"])).decode()))
        action, status, inside = asked["Action"], 200, ""
        if action == "DescribeStacks":
            status, inside = 400, f"Stack with id {asked['StackName']} does not exist"
            body = f"<ErrorResponse><Error><Code>ValidationError</Code><Message>{inside}</Message></Error></ErrorResponse>"
        else:
            if action == "CreateChangeSet":
                given = [f"{key}={value}" for key, value in sorted(asked.items()) if key.startswith("Parameters.")]
                (folder / "given").write_text("\n".join(given) or "none")
                inside = "<Id>arn:aws:cloudformation:r:1:changeSet/c</Id><StackId>arn:aws:cloudformation:r:1:stack/s</StackId>"
            elif action == "DescribeChangeSet":
                inside = "<Status>CREATE_COMPLETE</Status><ExecutionStatus>AVAILABLE</ExecutionStatus>"
            body = f"<{action}Response><{action}Result>{inside}</{action}Result></{action}Response>"
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body.encode())

    def log_request(self, *_):
        pass


server = HTTPServer(("127.0.0.1", 0), CloudFormation)
(folder / "port").write_text(str(server.server_port))
server.serve_forever()
PYTHON
python3 "$folder/cloudformation.py" "$folder" &
server=$!
for _ in $(seq 100); do [ -s "$folder/port" ] && break; sleep 0.1; done

export AWS_ENDPOINT_URL="http://127.0.0.1:$(cat "$folder/port")" AWS_DEFAULT_REGION=ap-northeast-2
export AWS_ACCESS_KEY_ID=testing AWS_SECRET_ACCESS_KEY=testing HOME="$folder"
status=0
"$folder/venv/bin/aws" cloudformation deploy --template-file "$folder/template.json" --stack-name s \
  --no-execute-changeset --parameter-overrides AlarmTopics=arn:aws:sns:ap-northeast-2:123456789012:alarms \
  >"$folder/said" 2>&1 || status=$?

echo "template declares: AlarmTopic (with a default)"
echo "command line gave: AlarmTopics"
echo "CloudFormation got: $(cat "$folder/given" 2>/dev/null || echo 'no request')"
echo "exit status: $status, and 'AlarmTopics' was named $(grep -c AlarmTopics "$folder/said" || true) times in what it said"
[ "$status" = 0 ] && [ "$(cat "$folder/given")" = none ] && ! grep -q AlarmTopics "$folder/said"
