// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.export;

import io.github.inittrace.run.EpochRecord;
import io.github.inittrace.text.CsvLine;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** As RFC 4180 has it, in UTF-8: a column for the run and each setting, then those of the row. */
final class CsvTable implements FigureTable {
    /** The last columns, which every such table has. */
    private static final List<String> OF_ROW = List.of("epoch", "tensor", "figure", "value");

    static final Format FORMAT =
            new Format() {
                @Override
                public FigureTable start(ExportSource source, OutputStream out) throws IOException {
                    return new CsvTable(source, out);
                }

                @Override
                public boolean isFirstLine(String line) {
                    return line.startsWith("run,") && line.endsWith(String.join(",", OF_ROW));
                }
            };

    private final List<String> settings;
    private final Writer out;

    private CsvTable(ExportSource source, OutputStream out) throws IOException {
        settings = source.settings();
        this.out = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        List<String> columns = new ArrayList<>(List.of("run"));
        columns.addAll(settings);
        columns.addAll(OF_ROW);
        this.out.write(CsvLine.of(columns));
    }

    @Override
    public void add(ExportedRun run, EpochRecord epoch) throws IOException {
        List<@Nullable Object> start = new ArrayList<>();
        start.add(run.name());
        settings.forEach(name -> start.add(run.settings().get(name)));
        start.add(epoch.index());
        for (FigureRow row : FigureRow.of(epoch)) {
            List<@Nullable Object> cells = new ArrayList<>(start);
            cells.add(row.tensor());
            cells.add(row.figure());
            cells.add(row.value());
            out.write(CsvLine.of(cells));
        }
    }

    @Override
    public void close() throws IOException {
        out.flush();
    }
}
