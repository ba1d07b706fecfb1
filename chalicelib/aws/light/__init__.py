"""A small AWS client for the functions with which people interact: message, connect, disconnect and authorize.

botocore takes over half of the cold start of such a function and most of the CPU time of a warm call. This client
implements the few calls that these functions need, with the same signature (SigV4); `tests/unit/aws/light` compares it
with botocore. All other functions use boto3 and pynamodb.

| module | contents |
|---|---|
| `signing` | Signature Version 4 of a request |
| `http` | HTTP/1.1 on one connection: writes a request, reads the response, reports what was sent before a failure |
| `pool` | open connections, TLS, detection of stale ones |
| `retries` | whether an operation is retried after a failure |
| `operations` | the calls: endpoints and encodings |
| `client` | combines these; methods have botocore's names, arguments and error structure |
"""
