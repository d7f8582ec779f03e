"""Speed and memory: what a load and a measuring take, beside hand-written SQL of the same figures."""
