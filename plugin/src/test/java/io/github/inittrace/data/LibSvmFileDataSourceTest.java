// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.data;

import static org.assertj.core.api.Assertions.assertThat;

import com.oracle.labs.mlrg.olcut.config.ConfigurationManager;
import com.oracle.labs.mlrg.olcut.provenance.ProvenanceUtil;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.datasource.LibSVMDataSource;
import org.tribuo.test.Helpers;

class LibSvmFileDataSourceTest {
    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1 1:0.5 3:2\n-1 2:1e3\n",
                "1 0:0.5 3:2\n-1 2:1\n",
                "1 5:0.5 10:2\n-1 2:1\n",
                "1 5:0.5 0:3 100:2\n-1 2:0 1:-4\n",
                "1 1:0.5 9:2\n",
                "0 0:7\n"
            })
    void plainFile_isReadAsTribuoReadsIt(String content) throws IOException {
        Path file = write(content);
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.ENGLISH);
        try {
            LibSVMDataSource<Label> tribuo = new LibSVMDataSource<>(file, new LabelFactory());
            Locale.setDefault(Locale.forLanguageTag("ar-EG"));

            assertThat(new LibSvmFileDataSource(file)).containsExactlyElementsOf(tribuo);
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void labels_thatAreOneNumber_areOneLabel() throws IOException {
        assertThat(
                        text(
                                "+1 1:1\n1 1:1\n1.0 1:1\n1e0 1:1\n-1 1:1\n-1.00 1:1\n0.5 1:1\n.50 1:1\n"
                                        + "-0 1:1\n123456789 1:1\n1e20 1:1\n"))
                .extracting(line -> line.substring(0, line.indexOf(' ')))
                .containsExactly(
                        "1", "1", "1", "1", "-1", "-1", "0.5", "0.5", "0", "123456789", "1.0E20");
    }

    @Test
    void commentsAndEmptyLines_arePassedOver() throws IOException {
        assertThat(text("# made by a tool\n1 1:2 # first\r\n\n \t\n-1 2:3#second\r 1\t1:4 \n\n"))
                .containsExactly("1 0=2.0", "-1 1=3.0", "1 0=4.0");
    }

    /** Tribuo's examples have a feature at least. */
    @Test
    void lineWithoutFeatures_isAnExampleOfZeros() throws IOException {
        assertThat(text("1 1:2\n-1 2:3\n0\n1 2:4 \n1"))
                .containsExactly("1 0=2.0", "-1 1=3.0", "0 1=0.0", "1 1=4.0", "1 1=0.0");
    }

    @Test
    void byteOrderMark_isNoPartOfTheFirstLabel() throws IOException {
        assertThat(text("\ufeff1 1:2\n")).containsExactly("1 0=2.0");
    }

    @Test
    void source_rebuiltFromItsProvenance_readsTheSameExamples() throws IOException {
        Path file = folder.resolve("t.svm");
        Files.write(file, IDXFiles.gzip("1 1:2\n-1 3:4\n".getBytes(StandardCharsets.UTF_16)));
        LibSvmFileDataSource source = new LibSvmFileDataSource(file);
        ConfigurationManager manager = new ConfigurationManager();
        manager.addConfiguration(ProvenanceUtil.extractConfiguration(source.getProvenance()));

        LibSvmFileDataSource again =
                (LibSvmFileDataSource)
                        manager.lookup(manager.listAll(LibSvmFileDataSource.class).get(0));

        assertThat(source.notices()).containsExactly(file + " is read as gzipped, UTF-16BE");
        assertThat(again).containsExactlyElementsOf(source);
        Helpers.testProvenanceMarshalling(source.getProvenance());
    }

    private List<String> text(String content) throws IOException {
        List<String> all = new ArrayList<>();
        for (Example<Label> example : new LibSvmFileDataSource(write(content))) {
            StringBuilder text = new StringBuilder(example.getOutput().getLabel());
            for (Feature feature : example) {
                text.append(' ').append(feature.getName()).append('=').append(feature.getValue());
            }
            all.add(text.toString());
        }
        return all;
    }

    private Path write(String content) throws IOException {
        return Files.writeString(folder.resolve("t.svm"), content);
    }
}
