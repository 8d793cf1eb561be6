// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.data;

import com.oracle.labs.mlrg.olcut.config.Config;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tribuo.Example;
import org.tribuo.classification.Label;

/**
 * Examples from a file in libsvm's format, gzipped or plain.
 *
 * <p>It names features as Tribuo's {@code LibSVMDataSource} does, but by the same digits in every
 * country. Labels are numbers, so that {@code +1} and {@code 1.0} are the label {@code 1}; comments,
 * empty lines and examples of zeros are read; what is not of the format is refused. Reads
 * everything when it is made; safe to share between threads after that, as long as nobody changes
 * an example.
 */
public final class LibSvmFileDataSource extends LabelDataSource {

    @Config(mandatory = true, description = "The file, gzipped or plain.")
    private @Nullable Path path;

    @Config(description = "The encoding; empty if the file shows it, by default UTF-8.")
    private String encoding = "";

    /** For olcut. */
    private LibSvmFileDataSource() {}

    /**
     * Reads a file.
     *
     * @param path the file
     * @throws DataFileException if the file is not what it should be; its message says what to do
     * @throws IOException if reading fails
     */
    public LibSvmFileDataSource(Path path) throws IOException {
        this(path, "");
    }

    LibSvmFileDataSource(Path path, String encoding) throws IOException {
        this.path = path;
        this.encoding = encoding;
        postConfig();
    }

    /** Used by the OLCUT configuration system, and should not be called by external code. */
    @Override
    public void postConfig() throws IOException {
        if (path == null) {
            return;
        }
        try (TextFile text = new TextFile(path, "libsvm", encoding)) {
            List<Example<Label>> examples = LibSvmTable.read(path, text.reader());
            List<String> manner = text.manner(encoding);
            // What was found out is recorded, so that it need not be found out again.
            encoding = text.charset().name();
            keep(
                    examples,
                    new TableSourceProvenance(this, path, text.sha256()),
                    manner.isEmpty()
                            ? List.of()
                            : List.of(path + " is read as " + String.join(", ", manner)));
        } catch (DataFileException e) {
            throw e;
        } catch (IOException e) {
            throw DiskSentence.cannotRead(path, e);
        }
    }

    @Override
    public String toString() {
        return "LibSvmFileDataSource(path=" + path + ")";
    }
}
