// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.export;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import io.github.inittrace.run.EpochRecord;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * JSON lines: an object for each row. One document would have to be read whole; lines are read one
 * after the other, in parallel or filtered by {@code grep}, and the tools that take CSV take them.
 */
final class JsonTable implements FigureTable {
    private static final JsonFactory FACTORY = new JsonFactory();

    static final Format FORMAT =
            new Format() {
                @Override
                public FigureTable start(ExportSource source, OutputStream out) throws IOException {
                    return new JsonTable(source, out);
                }

                @Override
                public boolean isFirstLine(String line) {
                    return line.startsWith("{\"run\":") && line.contains("\"figure\":");
                }
            };

    private final List<String> settings;
    private final Set<String> numeric;
    private final JsonGenerator json;

    private JsonTable(ExportSource source, OutputStream out) throws IOException {
        settings = source.settings();
        numeric = source.numericSettings();
        json = FACTORY.createGenerator(out);
        json.setPrettyPrinter(new MinimalPrettyPrinter("\n"));
        json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    }

    @Override
    public void add(ExportedRun run, EpochRecord epoch) throws IOException {
        for (FigureRow row : FigureRow.of(epoch)) {
            json.writeStartObject();
            json.writeStringField("run", run.name());
            for (String name : settings) {
                json.writeFieldName(name);
                write(run.settings().get(name), numeric.contains(name));
            }
            json.writeNumberField("epoch", epoch.index());
            json.writeStringField("tensor", row.tensor());
            json.writeStringField("figure", row.figure());
            json.writeNumberField("value", row.value());
            json.writeEndObject();
        }
    }

    private void write(@Nullable String value, boolean isNumber) throws IOException {
        if (value != null && isNumber) {
            json.writeNumber(value);
        } else {
            json.writeString(value);
        }
    }

    @Override
    public void close() throws IOException {
        json.writeRaw('\n');
        json.close();
    }
}
