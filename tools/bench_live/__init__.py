"""How late the live picture is, each way, in one run: see ``python -m tools.bench_live``."""
