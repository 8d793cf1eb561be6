"""Prints what TensorBoard reads from the event files in a folder, as one JSON object.

Scalars and histograms come from TensorBoard's own accumulator, hyper-parameters and texts from its
plugins' messages.
"""

import json
import sys

from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
from tensorboard.plugins.hparams import metadata

EVERYTHING = {"scalars": 0, "histograms": 0, "tensors": 0}


def hyper_parameter(value):
    kind = value.WhichOneof("kind")
    return [kind, getattr(value, kind)]


events = EventAccumulator(sys.argv[1], size_guidance=EVERYTHING)
events.Reload()
tags = events.Tags()
hparams = events.PluginTagToContent("hparams")
start = metadata.parse_session_start_info_plugin_data(hparams[metadata.SESSION_START_INFO_TAG])
end = metadata.parse_session_end_info_plugin_data(hparams[metadata.SESSION_END_INFO_TAG])
json.dump(
    {
        "scalars": {
            tag: [[e.step, e.wall_time, e.value] for e in events.Scalars(tag)]
            for tag in tags["scalars"]
        },
        "histograms": {
            tag: [
                [e.step, h.min, h.max, h.num, h.sum, h.sum_squares, h.bucket_limit, h.bucket]
                for e in events.Histograms(tag)
                for h in [e.histogram_value]
            ]
            for tag in tags["histograms"]
        },
        "hyperParameters": {name: hyper_parameter(v) for name, v in start.hparams.items()},
        "status": end.status,
        "texts": {
            tag: [e.tensor_proto.string_val[0].decode() for e in events.Tensors(tag)]
            for tag in events.PluginTagToContent("text")
        },
    },
    sys.stdout,
)
