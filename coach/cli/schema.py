"""`coach schema`: the published JSON Schemas."""

from __future__ import annotations

import json

import click

from coach.cli.screen import write_output


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("name", type=click.Choice(["review", "parse", "ask"]), default="review")
def command(name: str) -> None:
    """Print the JSON Schema of `coach NAME -f json`."""
    from coach.model.answer import Answer
    from coach.model.output import Output
    from coach.model.reading import Readings
    from coach.model.report import Report

    models: dict[str, type[Output]] = {"review": Report, "parse": Readings, "ask": Answer}
    model = models[name]
    schema = model.model_json_schema(mode="serialization")
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    write_output(json.dumps(schema, indent=2) + "\n", None)
