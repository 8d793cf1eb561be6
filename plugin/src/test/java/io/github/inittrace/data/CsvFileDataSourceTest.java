// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.data;

import static org.assertj.core.api.Assertions.assertThat;

import com.oracle.labs.mlrg.olcut.config.ConfigurationManager;
import com.oracle.labs.mlrg.olcut.provenance.ProvenanceUtil;
import com.oracle.labs.mlrg.olcut.provenance.ProvenanceUtil.HashType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.data.csv.CSVLoader;
import org.tribuo.test.Helpers;

class CsvFileDataSourceTest {
    private static final CsvFormat FOUND_OUT = new CsvFormat("", "", List.of(), false);

    @TempDir Path folder;

    @Test
    void plainFile_isReadAsTribuoReadsIt() throws IOException {
        Path file = write("b,y,a,\"c\"\"d\"\n1,x,2.5,-3e4\n\n\"4\",\"z, w\",.5,+6.\r\n1,x,0,0");

        CsvFileDataSource source = new CsvFileDataSource(file, "y");

        assertThat(source)
                .containsExactlyElementsOf(
                        new CSVLoader<>(new LabelFactory()).loadDataSource(file, "y"));
        assertThat(source.size()).isEqualTo(3);
        assertThat(source.getColumns()).containsExactly("b", "a", "c\"d");
        assertThat(source.notices()).isEmpty();
    }

    @Test
    void separator_isFoundInTheFirstRow() throws IOException {
        List<String> same = List.of("x a=1.0 b=2.0", "z a=3.0 b=4.0");
        assertThat(read("a,b,y\n1,2,x\n3,4,z", "y", FOUND_OUT)).isEqualTo(same);
        assertThat(read("a;b;y\n1;2;x\n3;4;z", "y", FOUND_OUT)).isEqualTo(same);
        assertThat(read("a\tb\ty\n1\t2\tx\n3\t4\tz", "y", FOUND_OUT)).isEqualTo(same);
        assertThat(read("\"a\";\"b\";\"y\"\r1;2;x\r3;4;z", "y", FOUND_OUT)).isEqualTo(same);
        assertThat(read("a|b|y\n1|2|x\n3|4|z", "y", new CsvFormat("|", "", List.of(), false)))
                .isEqualTo(same);
        assertThat(read("a;b,y\n1,x", "y", FOUND_OUT)).containsExactly("x a;b=1.0");
    }

    @Test
    void blanksAroundCells_areNoPartOfThem() throws IOException {
        assertThat(read("a, b ,y\n 1, 2,x \n3 ,4, x\n", "y", FOUND_OUT))
                .containsExactly("x a=1.0 b=2.0", "x a=3.0 b=4.0");
    }

    @Test
    void fileWithoutNames_takesThoseThatAreGiven() throws IOException {
        CsvFormat given = new CsvFormat("", "", List.of("a", "b", "y"), false);
        assertThat(read("1;2;x\n3;4;z", "y", given))
                .containsExactly("x a=1.0 b=2.0", "z a=3.0 b=4.0");
    }

    @Test
    void fileWithoutNames_numbersItsColumnsInTheirOrder() throws IOException {
        CsvFormat none = new CsvFormat("", "", List.of(), true);
        assertThat(read("1,2,x\n3,4,z", "3", none))
                .containsExactly("x 1=1.0 2=2.0", "z 1=3.0 2=4.0");
        String wide = "x,2,3,4,5,6,7,8,9,10\n";
        String names = "x 02=2.0 03=3.0 04=4.0 05=5.0 06=6.0 07=7.0 08=8.0 09=9.0 10=10.0";
        assertThat(read(wide, "1", none)).containsExactly(names);
        assertThat(read(wide, "01", none)).containsExactly(names);
    }

    @Test
    void columnsNamedByNumbers_areNamesIfTheResponseIsNoLabel() throws IOException {
        CsvFileDataSource source = new CsvFileDataSource(write("400,401.5,y\n1,2,x\n3,4,z\n"), "y");

        assertThat(text(source)).containsExactly("x 400=1.0 401.5=2.0", "z 400=3.0 401.5=4.0");
        assertThat(source.notices()).hasSize(1);
    }

    @Test
    void provenance_ofAFile_hasItsHashAndSurvivesMarshalling() throws IOException {
        Path file = write("a,y\n1,x\n2,z\n");
        CsvFileDataSource source = new CsvFileDataSource(file, "y");

        assertThat(source.getProvenance().getInstanceValues())
                .containsOnlyKeys(
                        "datasource-creation-time",
                        "file-modified-time",
                        "resource-hash",
                        "host-short-name");
        assertThat(source.getProvenance().getInstanceValues().get("resource-hash").getValue())
                .isEqualTo(ProvenanceUtil.hashResource(HashType.SHA256, file));
        Helpers.testProvenanceMarshalling(source.getProvenance());
    }

    @Test
    void source_rebuiltFromItsProvenance_readsTheSameExamples() throws IOException {
        Path file = folder.resolve("t.csv");
        Files.write(file, "\ufeff1;2;x\n3;4;z\n".getBytes(StandardCharsets.UTF_16BE));
        for (CsvFormat format :
                List.of(
                        new CsvFormat("", "", List.of("a", "b", "3"), false),
                        new CsvFormat("", "", List.of(), true))) {
            CsvFileDataSource source = new CsvFileDataSource(file, "3", format);
            ConfigurationManager manager = new ConfigurationManager();
            manager.addConfiguration(ProvenanceUtil.extractConfiguration(source.getProvenance()));

            CsvFileDataSource again =
                    (CsvFileDataSource)
                            manager.lookup(manager.listAll(CsvFileDataSource.class).get(0));

            assertThat(again).containsExactlyElementsOf(source);
            assertThat(again.notices()).isEmpty();
        }
    }

    private List<String> read(String content, String response, CsvFormat format)
            throws IOException {
        return text(new CsvFileDataSource(write(content), response, format));
    }

    private static List<String> text(CsvFileDataSource source) {
        List<String> all = new ArrayList<>();
        for (Example<Label> example : source) {
            StringBuilder text = new StringBuilder(example.getOutput().getLabel());
            for (Feature feature : example) {
                text.append(' ').append(feature.getName()).append('=').append(feature.getValue());
            }
            all.add(text.toString());
        }
        return all;
    }

    private Path write(String content) throws IOException {
        return Files.writeString(folder.resolve("t.csv"), content);
    }
}
