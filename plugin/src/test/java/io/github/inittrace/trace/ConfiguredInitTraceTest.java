// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.oracle.labs.mlrg.olcut.config.ConfigurationManager;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import io.github.inittrace.data.DigitsDataSource;
import io.github.inittrace.run.DataRecord;
import io.github.inittrace.run.EpochRecord;
import io.github.inittrace.run.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tribuo.classification.Label;
import org.tribuo.classification.baseline.DummyClassifierTrainer;

/** A trace made by OLCUT, and how it refuses what it cannot be made from. */
class ConfiguredInitTraceTest {
    private static final String TRAINER = "<property name='trainer' value='trainer'/>";

    @TempDir private Path folder;
    private String recording =
            property("trainingSample", "5")
                    + property("records", "every=2")
                    + property("checkpoints", "every=2");

    @Test
    void lookup_everySetting_reachesTheTrace() throws IOException {
        TracedRun<Label> run =
                lookup(
                                FakeTrainer.class,
                                TRAINER
                                        + String.format(
                                                Locale.ROOT,
                                                "<property name='runFolder' value='%s'/>",
                                                folder.resolve("run"))
                                        + "<property name='recording' value='recording'/>"
                                        + list("inputShape", "1", "2")
                                        + sources("first", "second"))
                        .run(FakeData.of(6));

        assertThat(run.folder()).isEqualTo(folder.resolve("run")).isDirectory();
        assertThat(run.history()).extracting(EpochRecord::index).containsExactly(0, 2, 3);
        assertThat(RunFolder.open(folder.resolve("run")).checkpoints()).containsOnlyKeys(2);
        assertThat(run.history().first().epochEndExamples()).isEqualTo(5);
        assertThat(run.record().inputShape()).containsExactly(1, 2);
        assertThat(run.record().validation())
                .extracting(DataRecord::name)
                .containsExactly("first", "second");
        assertThat(run.record().validation().get(0).examples()).isEqualTo(20);
    }

    @Test
    void lookup_theTrainerAlone_keepsTheDefaults() throws IOException {
        TracedRun<Label> run = lookup(FakeTrainer.class, TRAINER).run(FakeData.of(6));

        assertThat(run.folder()).isNull();
        assertThat(run.history().epochs()).hasSize(4);
        assertThat(run.record().validation()).isEmpty();
        assertThat(run.record().inputShape()).isNull();
        assertThat(run.model().getProvenance().getTrainerProvenance())
                .isEqualTo(new FakeTrainer().getProvenance());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "records | never | the last epoch of a run is always recorded: expected every=N or"
                        + " last, found never",
                "trainingSample | 0 | the training sample must hold at least one example, found 0",
                "checkpoints | every=0 | expected last, never or every=N with a number of epochs"
                        + " from 1 to 999999999, such as every=100, found 'every=0'",
                "conditionals | 5 | expected last, never or every=N with a number of epochs"
                        + " from 1 to 999999999, such as every=100, found '5'",
                "pictures | last | pictures need the name of a matrix in 'pictured', found none",
            })
    void lookup_aRecordingOutOfRange_isRefused(String name, String value, String sentence) {
        recording = property(name, value);
        assertRefused(
                FakeTrainer.class,
                TRAINER + property("recording", "recording"),
                "Property: " + name + ", " + sentence);
    }

    @Test
    void lookup_anInputShapeWithoutExtent_isRefused() {
        assertRefused(
                FakeTrainer.class,
                TRAINER + list("inputShape", "28", "0"),
                "Property: inputShape, an input shape is made of positive lengths, found [28, 0]");
    }

    @Test
    void lookup_aValidationSetWithoutName_isRefused() {
        assertRefused(
                FakeTrainer.class,
                TRAINER + sources(" "),
                "Property: validationSources, a validation set needs a name, found a blank one");
    }

    @Test
    void lookup_aTrainerThatCannotBeTraced_isRefused() {
        assertRefused(
                DummyClassifierTrainer.class,
                TRAINER,
                "Property: trainer, org.tribuo.classification.baseline.DummyClassifierTrainer"
                        + " cannot be traced: it does not train by steps that can be watched. If"
                        + " it trains others, trace those and hand it the InitTrace; else use"
                        + " MLPClassificationTrainer, one of Tribuo's SGD trainers, or let the"
                        + " trainer implement ObservableTrainer");
    }

    @Test
    void lookup_noTrainer_isRefused() {
        assertThatThrownBy(() -> lookup(FakeTrainer.class, ""))
                .isInstanceOf(PropertyException.class)
                .hasMessageContaining("trainer");
    }

    private static String property(String name, String value) {
        return String.format(Locale.ROOT, "<property name='%s' value='%s'/>", name, value);
    }

    private static String list(String name, String... items) {
        return String.format(
                Locale.ROOT,
                "<propertylist name='%s'><item>%s</item></propertylist>",
                name,
                String.join("</item><item>", items));
    }

    private static String sources(String... names) {
        StringBuilder map = new StringBuilder("<propertymap name='validationSources'>");
        for (String name : names) {
            map.append(String.format(Locale.ROOT, "<entry key='%s' value='digits'/>", name));
        }
        return map.append("</propertymap>").toString();
    }

    private void assertRefused(Class<?> trainer, String properties, String message) {
        assertThatThrownBy(() -> lookup(trainer, properties))
                .isInstanceOf(PropertyException.class)
                .hasMessage(message);
    }

    @SuppressWarnings("unchecked") // the trainers here train on labels
    private InitTrace<Label> lookup(Class<?> trainer, String properties) throws IOException {
        String dummy =
                trainer == DummyClassifierTrainer.class
                        ? "<property name='dummyType' value='UNIFORM'/>"
                        : "";
        Path file =
                Files.writeString(
                        folder.resolve("config.xml"),
                        "<config>"
                                + component("traced", InitTrace.class, properties)
                                + component("trainer", trainer, dummy)
                                + component("recording", Recording.class, recording)
                                + component(
                                        "digits",
                                        DigitsDataSource.class,
                                        "<property name='count' value='20'/>")
                                + "</config>");
        return (InitTrace<Label>) new ConfigurationManager(file.toString()).lookup("traced");
    }

    private static String component(String name, Class<?> type, String properties) {
        return String.format(
                Locale.ROOT,
                "<component name='%s' type='%s'>%s</component>",
                name,
                type.getName(),
                properties);
    }
}
