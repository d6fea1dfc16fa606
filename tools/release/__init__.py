"""One version of tilcoach, with its checks, figures and papers."""
