// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import io.github.inittrace.alarms.Alarm;
import io.github.inittrace.files.FileFailure;
import io.github.inittrace.text.JsonComplaint;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads the curves in {@code epochs.jsonl} and passes over everything else: most of a line are
 * histograms and moments. As {@link EpochLines} it ignores a torn last line, and refuses what it
 * looks at and finds no record.
 */
final class CurveReader {
    private static final Logger logger = Logger.getLogger(CurveReader.class.getName());
    private static final ObjectReader VALIDATION = Json.readerFor(ValidationRecord.class);
    private static final ObjectReader ALARM = Json.readerFor(Alarm.class);
    private static final int BUFFER = 1 << 18;

    /** What every record has. */
    private static final List<String> REQUIRED =
            List.of("index", "epochEndLoss", "epochEndAccuracy", "validation", "tensors", "total");

    private final Path file;
    private final CurveColumns columns = new CurveColumns();
    private final JsonScan json = new JsonScan();
    private int line;

    private CurveReader(Path file) {
        this.file = file;
    }

    /** The curves of all complete epochs; none if there is no such epoch. */
    static CurveColumns read(Path file) throws IOException {
        CurveReader reader = new CurveReader(file);
        try (InputStream in = Files.newInputStream(file)) {
            reader.read(in);
        } catch (MalformedRecordException e) {
            throw e;
        } catch (IOException e) {
            throw FileFailure.cannotRead(file, e);
        }
        return reader.columns;
    }

    private void read(InputStream in) throws IOException {
        byte[] buffer = new byte[BUFFER];
        int held = 0;
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer, held, buffer.length - held)) {
            int start = 0;
            int end = held + n;
            for (int i = held; i < end; i++) {
                if (buffer[i] == '\n') {
                    record(buffer, start, i);
                    start = i + 1;
                }
            }
            held = end - start;
            System.arraycopy(buffer, start, buffer, 0, held);
            if (held == buffer.length) {
                if (held >= JsonLines.LONGEST_LINE) {
                    line++;
                    throw wrong("it is longer than " + JsonLines.LONGEST_LINE + " bytes", null);
                }
                buffer = Arrays.copyOf(buffer, 2 * held);
            }
        }
        if (held > 0) {
            try {
                record(buffer, 0, held);
            } catch (MalformedRecordException e) {
                logger.log(Level.FINE, "ignoring the torn last line of {0}", file);
            }
        }
    }

    private void record(byte[] buffer, int from, int to) throws MalformedRecordException {
        line++;
        json.start(buffer, from, to);
        try {
            new Epoch().read();
        } catch (JsonProcessingException e) {
            throw wrong(JsonComplaint.of(e), e);
        } catch (JsonScan.Unexpected e) {
            throw wrong(String.valueOf(e.getMessage()), e);
        } catch (MalformedRecordException e) {
            throw e;
        } catch (IOException e) {
            throw wrong("it is no text", e);
        }
    }

    /** One record: its figures are kept once it has turned out to be one. */
    private final class Epoch {
        private final Set<String> found = new HashSet<>();
        private final List<ValidationRecord> sets = new ArrayList<>();
        private final List<Alarm> alarms = new ArrayList<>();
        private final List<Tensor> tensors = new ArrayList<>();
        private @Nullable Double index;
        private @Nullable Double loss;
        private @Nullable Double accuracy;

        private void read() throws IOException {
            json.object("a record", this::property);
            json.finish();
            for (String name : REQUIRED) {
                if (!found.contains(name)) {
                    throw wrong("property '" + name + "' is missing", null);
                }
            }
            if (index == null || index != index.intValue()) {
                throw wrong("at 'index': expected a whole number, found " + index, null);
            }
            boolean inOrder = columns.isEmpty() ? index == 0 : index > columns.lastEpoch();
            if (!inOrder) {
                throw outOfOrder(index.intValue());
            }
            columns.add(index.intValue(), loss, accuracy);
            sets.forEach(columns::validation);
            tensors.forEach(tensor -> tensor.addTo(columns));
            columns.alarms(alarms);
        }

        private void property(String name) throws IOException {
            found.add(name);
            switch (name) {
                case "index" -> index = json.number();
                case "epochEndLoss" -> loss = json.number();
                case "epochEndAccuracy" -> accuracy = json.number();
                case "validation" -> json.list(() -> sets.add(json.value(VALIDATION)));
                case "tensors" -> json.list(() -> tensors.add(new Tensor().read()));
                case "total" -> tensors.add(new Tensor().read());
                case "alarms" -> {
                    if (!json.isNull()) {
                        json.list(() -> alarms.add(json.value(ALARM)));
                    }
                }
                default -> json.skip();
            }
        }
    }

    /** The measures of one tensor, or of all together. */
    private final class Tensor implements JsonScan.Property {
        private @Nullable String tensor;
        private @Nullable Double relativeDistance;
        private @Nullable Double meanAbsRatio;
        private @Nullable Double distance;
        private @Nullable Double norm;

        private Tensor read() throws IOException {
            json.object("the measures of a tensor", this);
            if (tensor == null) {
                throw wrong("property 'name' is missing", null);
            }
            return this;
        }

        @Override
        public void value(String name) throws IOException {
            switch (name) {
                case "name" -> tensor = json.string("the name of a tensor");
                case "relativeDistance" -> relativeDistance = json.number();
                case "distance" -> distance = json.number();
                case "norm" -> norm = json.number();
                case "movement" -> {
                    if (!json.isNull()) {
                        json.object("how the values of a tensor moved", this::movement);
                    }
                }
                default -> json.skip();
            }
        }

        private void movement(String name) throws IOException {
            if (name.equals("meanAbsRatio")) {
                meanAbsRatio = json.number();
            } else {
                json.skip();
            }
        }

        private void addTo(CurveColumns curves) {
            String name = Objects.requireNonNull(tensor);
            curves.tensor(name, relativeDistance, meanAbsRatio, distance, norm);
        }
    }

    private MalformedRecordException outOfOrder(int index) {
        return new MalformedRecordException(
                where() + " " + EpochLines.outOfOrder(columns.lastEpoch() + 1, index), null);
    }

    private MalformedRecordException wrong(String complaint, @Nullable Exception cause) {
        return new MalformedRecordException(
                where() + " is no record of an epoch: " + complaint, cause);
    }

    private String where() {
        return file + " line " + line;
    }
}
