"""A small AWS client for the functions that people wait for: message, connect, disconnect and authorize.

botocore costs such a function over half of its cold start and most of a warm call's CPU. This client makes the few
calls that those functions need, with the same signature (SigV4), and is held against botocore in
`tests/unit/aws/light`. Everything else keeps boto3 and pynamodb.

| module | what |
|---|---|
| `signing` | Signature Version 4 of a request |
| `http` | HTTP/1.1 on one connection: write a request, read an answer, say what was sent when it fails |
| `pool` | connections kept open, TLS, what is stale |
| `retries` | operation × failure → repeat or raise |
| `operations` | the calls: where each goes, how it is encoded |
| `client` | puts these together; the methods have botocore's names, arguments and error shape |
"""
