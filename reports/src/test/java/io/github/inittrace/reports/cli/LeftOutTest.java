// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.inittrace.data.DigitsDataSource;
import io.github.inittrace.mlp.FeatureScaling;
import io.github.inittrace.mlp.MLPClassificationTrainer;
import io.github.inittrace.reports.html.run.RunReport;
import io.github.inittrace.run.RunFolder;
import io.github.inittrace.study.RunVerdict;
import io.github.inittrace.trace.InitTrace;
import io.github.inittrace.trace.TracedRun;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/** Where an accuracy stands, it stands too how many examples do not count in it. */
class LeftOutTest {
    private static final MutableDataset<Label> DIGITS =
            new MutableDataset<>(new DigitsDataSource(100, 7));

    @TempDir Path folder;

    private TracedRun<Label> run(MutableDataset<Label> test) {
        MLPClassificationTrainer trainer =
                MLPClassificationTrainer.builder()
                        .hiddenLayers(8)
                        .epochs(2)
                        .featureScaling(FeatureScaling.DIVIDE_BY_255)
                        .build();
        return InitTrace.of(trainer).validateOn("test", test).runFolder(folder).run(DIGITS);
    }

    private static void addStranger(MutableDataset<Label> data) {
        data.add(new ArrayExample<>(new Label("zebra"), new String[] {"x"}, new double[] {1}));
    }

    private String terminal(TracedRun<Label> run) throws IOException {
        StringWriter text = new StringWriter();
        try (EpochTable table = new EpochTable(new PrintWriter(text), 2, false)) {
            run.history().forEach(table::row);
            table.summary(run, folder, RunVerdict.of(run.record(), run.history()), true);
        }
        return text.toString();
    }

    private String report() throws IOException {
        RunReport.write(RunFolder.open(folder), complaint -> {});
        return Files.readString(folder.resolve("report/index.html"));
    }

    @Test
    void examples_thatAreLeftOut_areCountedBesideTheAccuracy() throws IOException {
        MutableDataset<Label> test = new MutableDataset<>(new DigitsDataSource(20, 8));
        addStranger(test);

        TracedRun<Label> run = run(test);

        assertThat(terminal(run)).contains("left out         1 of 21 examples of test");
        assertThat(report()).contains(" (1 of 21 examples left out).", "1 of 21 examples left out");
    }

    @Test
    void set_ofStrangersAlone_hasNoFiguresAndSaysWhy() throws IOException {
        LabelFactory factory = new LabelFactory();
        MutableDataset<Label> test =
                new MutableDataset<>(new SimpleDataSourceProvenance("drawn", factory), factory);
        addStranger(test);

        TracedRun<Label> run = run(test);

        assertThat(terminal(run)).contains("left out         1 of 1 examples of test");
        assertThat(report())
                .contains("test loss undefined (not evaluated) (1 of 1 examples left out).");
    }

    @Test
    void set_thatIsWhole_hasNoSuchLine() throws IOException {
        TracedRun<Label> run = run(DIGITS);

        assertThat(terminal(run)).doesNotContain("left out");
        assertThat(report()).doesNotContain("left out");
    }
}
