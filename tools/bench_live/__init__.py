"""How late the live picture is, both ways, in one run: see ``python -m tools.bench_live``."""
