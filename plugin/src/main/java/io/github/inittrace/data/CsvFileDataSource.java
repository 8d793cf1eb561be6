// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.data;

import com.oracle.labs.mlrg.olcut.config.Config;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Examples from a CSV file, gzipped or plain, in which one column holds the labels and all others
 * hold numbers.
 *
 * <p>Unlike Tribuo's {@code CSVLoader}, it reads other encodings than UTF-8 and refuses bytes that
 * are not in the file's, finds out what parts the cells where the header shows it, and its
 * provenance suffices to read the file again. Reads everything when it is made; safe to share
 * between threads after that, as long as nobody changes an example.
 */
public final class CsvFileDataSource extends LabelDataSource {

    @Config(mandatory = true, description = "The CSV file, gzipped or plain.")
    private @Nullable Path path;

    @Config(
            mandatory = true,
            description = "The column of the labels, by name, or by number from 1 if none has one.")
    private String response = "";

    @Config(description = "What parts the cells; empty if the first row shows it.")
    private String separator = "";

    @Config(description = "The encoding; empty if the file shows it, by default UTF-8.")
    private String encoding = "";

    @Config(description = "The names of the columns if the file does not name them itself.")
    private List<String> header = new ArrayList<>();

    @Config(description = "Whether the columns have no names; they go by their numbers then.")
    private boolean noHeader;

    private List<String> columns = List.of();

    /** For olcut. */
    private CsvFileDataSource() {}

    /**
     * Reads a file whose first row names the columns, and which shows its encoding and what parts
     * its cells.
     *
     * @param path the file
     * @param response the name of the column of labels
     * @throws DataFileException if the file is not what it should be; its message says what to do
     * @throws IOException if reading fails
     */
    public CsvFileDataSource(Path path, String response) throws IOException {
        this(path, response, new CsvFormat("", "", List.of(), false));
    }

    CsvFileDataSource(Path path, String response, CsvFormat format) throws IOException {
        this.path = path;
        this.response = response;
        separator = format.separator();
        encoding = format.encoding();
        header = format.header();
        noHeader = format.noHeader();
        postConfig();
    }

    /** Used by the OLCUT configuration system, and should not be called by external code. */
    @Override
    public void postConfig() throws IOException {
        if (path == null) {
            return;
        }
        CsvFormat format = new CsvFormat(separator, encoding, header, noHeader);
        char found;
        try {
            found = format.separator(path, response);
        } catch (DataFileException e) {
            throw e;
        } catch (IOException e) {
            throw DiskSentence.cannotRead(path, e);
        }
        try (TextFile text = format.open(path)) {
            CsvTable.Content content = CsvTable.read(path, text, found, response, format);
            List<String> notices = notices(path, text, content, format);
            columns = content.features();
            // What was found out is recorded, so that it need not be found out again.
            separator = String.valueOf(found);
            encoding = text.charset().name();
            keep(content.examples(), new TableSourceProvenance(this, path, text.sha256()), notices);
        } catch (DataFileException e) {
            throw e;
        } catch (IOException e) {
            throw DiskSentence.cannotRead(path, e);
        }
    }

    private static List<String> notices(
            Path path, TextFile text, CsvTable.Content table, CsvFormat format) {
        List<String> manner = text.manner(format.encoding());
        if (format.separator().isEmpty() && table.separator() != ',') {
            manner.add("parted by " + (table.separator() == ';' ? "semicolons" : "tabs"));
        }
        List<String> notices = new ArrayList<>();
        if (!manner.isEmpty()) {
            notices.add(path + " is read as " + String.join(", ", manner));
        }
        if (table.namedByNumbers()) {
            notices.add(
                    "the first row of "
                            + path
                            + " is read as names, though they are numbers; if it is data, name the"
                            + " columns by header(...), or say noHeader(...)");
        }
        return notices;
    }

    /** {@return the names of the columns of numbers, in the file's order} */
    public List<String> getColumns() {
        return columns;
    }

    @Override
    public String toString() {
        return "CsvFileDataSource(path=" + path + ",response=" + response + ")";
    }
}
