"""Strangers' SPARQL: read by a guard, run by a jailed process, written within limits."""
