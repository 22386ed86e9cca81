"""What a model costs on this machine, measured on the requests that the Operator makes.

The figures follow MELT (arXiv:2403.12844), which measures language models on phones: time to first
token, rates of reading and writing, memory and energy.
"""
