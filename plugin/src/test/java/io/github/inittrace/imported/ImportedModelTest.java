// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.imported;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.inittrace.weights.NpzFiles;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.ONNXExportable;

/** The model that an import gives, apart from its run folder. */
class ImportedModelTest {
    @TempDir private Path folder;

    @Test
    void serialisation_byJava_keepsTheWeights() throws IOException, ClassNotFoundException {
        Path start = new NpzFiles().with("w", "(1, 2)", 1, 2).to(folder.resolve("a.npz"));
        Path end = new NpzFiles().with("w", "(1, 2)", 3, 4).to(folder.resolve("b.npz"));
        var model = WeightSeries.startingAt(start).epoch(1, end).record(trace -> trace).model();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(model);
        }

        Object read;
        try (ObjectInputStream in =
                new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            read = in.readObject();
        }

        assertThat(((ONNXExportable) read).exportONNXModel("d", 1))
                .isEqualTo(((ONNXExportable) model).exportONNXModel("d", 1));
    }
}
