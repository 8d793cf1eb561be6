// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.compare;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import io.github.inittrace.alarms.Alarm;
import io.github.inittrace.run.CurveId;
import io.github.inittrace.study.ComparedRun;
import io.github.inittrace.study.Comparison;
import io.github.inittrace.study.CurveStatistic;
import io.github.inittrace.study.RunGroup;
import io.github.inittrace.study.Statistics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Every number of a comparison with all its digits, null where it is undefined. Of a line that
 * stands for several runs, each epoch has the mean, the smallest, the largest and how many runs
 * they are of.
 */
final class CompareJson {
    /** The file's name, beside the page. */
    static final String FILE = "compare.json";

    /** The version of this format. */
    private static final int SCHEMA = 1;

    private static final JsonFactory FACTORY =
            JsonFactory.builder().enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER).build();

    private final Comparison comparison;
    private final JsonGenerator json;

    private CompareJson(Comparison comparison, JsonGenerator json) {
        this.comparison = comparison;
        this.json = json;
    }

    /** The whole document. */
    static byte[] of(Comparison comparison) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 16);
        try (JsonGenerator json = FACTORY.createGenerator(bytes, JsonEncoding.UTF8)) {
            new CompareJson(comparison, json).write();
            json.writeRaw('\n');
        }
        return bytes.toByteArray();
    }

    private void write() throws IOException {
        json.writeStartObject();
        json.writeNumberField("schema", SCHEMA);
        texts("remarks", comparison.remarks());
        settings("common", comparison.common());
        json.writeArrayFieldStart("runs");
        for (ComparedRun run : comparison.runs()) {
            run(run);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("lines");
        for (RunGroup line : comparison.lines()) {
            line(line);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private List<CurveStatistic> measures() {
        List<CurveStatistic> measures = new ArrayList<>(comparison.measures());
        measures.addAll(comparison.matrices());
        return measures;
    }

    private void run(ComparedRun run) throws IOException {
        ComparedRun first = comparison.runs().get(0);
        start();
        json.writeStringField("name", run.name());
        json.writeStringField("label", run.label());
        json.writeStringField("runId", run.curves().record().runId());
        settings("settings", run.settings());
        json.writeNumberField("epochs", run.curves().lastEpoch());
        json.writeStringField("ending", run.ending());
        json.writeArrayFieldStart("alarms");
        for (Alarm alarm : run.curves().alarms()) {
            start();
            json.writeStringField("kind", alarm.kind().id());
            json.writeStringField("severity", alarm.severity().name().toLowerCase(Locale.ROOT));
            json.writeNumberField("epoch", alarm.epoch());
            json.writeStringField("tensor", alarm.tensor());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeObjectFieldStart("figures");
        for (CurveStatistic measure : measures()) {
            number(measure.title(), measure.of(run.curves()));
        }
        json.writeEndObject();
        json.writeObjectFieldStart("againstFirst");
        for (CurveStatistic measure : comparison.measures()) {
            number(measure.title(), measure.of(run.curves()) - measure.of(first.curves()));
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private void line(RunGroup line) throws IOException {
        start();
        json.writeStringField("label", line.label());
        texts("runs", line.runs().stream().map(ComparedRun::name).toList());
        RunGroup first = comparison.lines().get(0);
        json.writeObjectFieldStart("figures");
        for (CurveStatistic measure : measures()) {
            Statistics of = line.statistics(measure);
            json.writeObjectFieldStart(measure.title());
            json.writeNumberField("runs", of.count());
            number("mean", of.mean());
            number("deviation", of.deviation());
            number("min", of.min());
            number("max", of.max());
            number("againstFirst", of.mean() - first.statistics(measure).mean());
            json.writeEndObject();
        }
        json.writeEndObject();
        json.writeObjectFieldStart("curves");
        for (CurveId curve : comparison.curves()) {
            curve(line, curve);
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private void curve(RunGroup line, CurveId curve) throws IOException {
        RunGroup.GroupCurve course = line.course(curve);
        json.writeObjectFieldStart(CurveStatistic.title(curve));
        json.writeFieldName("epochs");
        json.writeArray(course.epochs(), 0, course.epochs().length);
        numbers(line.isGroup() ? "mean" : "values", course.mean());
        if (line.isGroup()) {
            numbers("min", course.min());
            numbers("max", course.max());
            json.writeFieldName("runs");
            json.writeArray(course.counts(), 0, course.epochs().length);
        }
        json.writeEndObject();
    }

    /** An object on a line of its own, so that two files can be compared line by line. */
    private void start() throws IOException {
        json.writeRaw("\n");
        json.writeStartObject();
    }

    private void number(String name, double value) throws IOException {
        json.writeFieldName(name);
        number(value);
    }

    private void number(double value) throws IOException {
        if (Double.isFinite(value)) {
            json.writeNumber(value);
        } else {
            json.writeNull();
        }
    }

    private void numbers(String name, double[] values) throws IOException {
        json.writeArrayFieldStart(name);
        for (double value : values) {
            number(value);
        }
        json.writeEndArray();
    }

    private void texts(String name, List<String> texts) throws IOException {
        json.writeArrayFieldStart(name);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }

    private void settings(String name, Map<String, String> settings) throws IOException {
        json.writeObjectFieldStart(name);
        for (Map.Entry<String, String> setting : settings.entrySet()) {
            json.writeStringField(setting.getKey(), setting.getValue());
        }
        json.writeEndObject();
    }
}
