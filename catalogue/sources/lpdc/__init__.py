"""IPDC-LPDC: the catalogue of public services of Flanders, as linked data.

`terms` knows every name, `context` makes a JSON-LD context of them, `reading` streams snapshots from files and
`mapping` flattens one.
"""
