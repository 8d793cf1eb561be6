// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.data;

import com.oracle.labs.mlrg.olcut.config.Config;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tribuo.ConfigurableDataSource;
import org.tribuo.Example;
import org.tribuo.OutputFactory;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.provenance.ConfiguredDataSourceProvenance;

/**
 * Examples from a file in libsvm's format, gzipped or plain.
 *
 * <p>It names features as Tribuo's {@code LibSVMDataSource} does, but by the same digits in every
 * country. Labels are numbers, so that {@code +1} and {@code 1.0} are the label {@code 1}; comments,
 * empty lines and examples of zeros are read; what is not of the format is refused. Reads
 * everything when it is made; safe to share between threads after that, as long as nobody changes
 * an example.
 */
public final class LibSvmFileDataSource implements ConfigurableDataSource<Label> {

    @Config(mandatory = true, description = "The file, gzipped or plain.")
    private @Nullable Path path;

    @Config(description = "The encoding; empty if the file shows it, by default UTF-8.")
    private String encoding = "";

    private final LabelFactory labelFactory = new LabelFactory();
    private List<Example<Label>> examples = List.of();
    private List<String> notices = List.of();
    private @Nullable TableSourceProvenance provenance;

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
            examples = LibSvmTable.read(path, text.reader());
            List<String> manner = text.manner(encoding);
            if (!manner.isEmpty()) {
                notices = List.of(path + " is read as " + String.join(", ", manner));
            }
            // What was found out is recorded, so that it need not be found out again.
            encoding = text.charset().name();
            provenance = new TableSourceProvenance(this, path, text.sha256());
        } catch (DataFileException e) {
            throw e;
        } catch (IOException e) {
            throw DiskSentence.cannotRead(path, e);
        }
    }

    /** What was found out about the file, in sentences; nothing about one as most are. */
    List<String> notices() {
        return notices;
    }

    /** {@return the number of examples} */
    public int size() {
        return examples.size();
    }

    /** Each pass hands out the same examples, in the file's order. */
    @Override
    public Iterator<Example<Label>> iterator() {
        return examples.iterator();
    }

    @Override
    public OutputFactory<Label> getOutputFactory() {
        return labelFactory;
    }

    /** The configuration, as far as it was found out too, and the file's SHA-256. */
    @Override
    public ConfiguredDataSourceProvenance getProvenance() {
        if (provenance == null) {
            throw new IllegalStateException("the file must be read first, found none");
        }
        return provenance;
    }

    @Override
    public String toString() {
        return "LibSvmFileDataSource(path=" + path + ")";
    }
}
