"""Measuring Kutip: questions, measures, baselines, reports; uses ``rag`` and ``index``, and nobody imports it."""
