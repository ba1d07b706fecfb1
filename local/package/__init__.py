"""The deployable package: Chalice's template with additions, and a zip with only what Lambda needs, byte-compiled.

`chalice package --merge-template` writes the template and adds Chalice's runtime. The rest is done here, because
Chalice zips whole distributions without bytecode and continues when a wheel for Lambda is missing.
"""
