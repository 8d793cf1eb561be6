// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.github.inittrace.run.RunFolder;
import io.github.inittrace.trace.InitTrace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.tribuo.classification.Label;
import org.tribuo.classification.sgd.linear.LogisticRegressionTrainer;

class TracingExtensionTest {
    private static final String HERE = "io.github.inittrace.testing.TracingExtensionTest-";

    @TempDir Path folder;

    private static InitTrace<Label> trace(Tracer tracer) {
        return tracer.trace(new ToyTrainer(Fault.NONE, true));
    }

    @Test
    void trace_ofATrainerOfTribuos_followsItAsItIs() {
        Tracer tracer = new Tracer(folder, new ClaimedFolders());
        assertThat(tracer.trace(new LogisticRegressionTrainer())).isNotNull();
    }

    private EngineExecutionResults run(Class<?> tests) {
        return EngineTestKit.engine("junit-jupiter")
                .configurationParameter(TracingExtension.FOLDER_PARAMETER, folder.toString())
                .selectors(selectClass(tests))
                .execute();
    }

    private static List<String> published(EngineExecutionResults results) {
        return results.allEvents().reportingEntryPublished().stream()
                .map(
                        event ->
                                event.getRequiredPayload(ReportEntry.class)
                                        .getKeyValuePairs()
                                        .get(TracingExtension.REPORT_ENTRY))
                .toList();
    }

    private List<String> pages() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.endsWith("index.html"))
                    .map(file -> folder.relativize(file).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        }
    }

    @ExtendWith(TracingExtension.class)
    static class Plain {
        @Test
        void passes(Tracer tracer) {
            trace(tracer).run(Points.of(6, 1));
        }

        @Test
        void fails(Tracer tracer) {
            trace(tracer).run(Points.of(6, 1));
            fail("on purpose");
        }

        @Test
        void tracesNothing(Tracer tracer) {}
    }

    @Test
    void runs_ofPassingAndFailingTests_areLeftWithTheirReports() throws IOException {
        EngineExecutionResults results = run(Plain.class);
        results.testEvents().assertStatistics(counts -> counts.succeeded(2).failed(1));
        assertThat(pages())
                .containsExactly(
                        HERE + "Plain/fails/report/index.html",
                        HERE + "Plain/passes/report/index.html");
        assertThat(published(results))
                .containsExactlyInAnyOrder(
                        folder.resolve(HERE + "Plain/fails/report/index.html").toString(),
                        folder.resolve(HERE + "Plain/passes/report/index.html").toString());
    }

    @Test
    void rerun_always_replacesTheEarlierRun() throws IOException {
        run(Plain.class);
        Path run = folder.resolve(HERE + "Plain/passes");
        String first = RunFolder.open(run).record().runId();
        Files.writeString(run.resolve("report/old.html"), "old");
        run(Plain.class).testEvents().assertStatistics(counts -> counts.succeeded(2).failed(1));
        assertThat(RunFolder.open(run).record().runId()).isNotEqualTo(first);
        assertThat(run.resolve("report/old.html")).doesNotExist();
        assertThat(pages()).hasSize(2);
    }

    @Test
    void folder_withSomethingElse_isLeftAlone() throws IOException {
        Path mine = Files.createDirectories(folder.resolve(HERE + "Plain/passes"));
        Path notes = Files.writeString(mine.resolve("notes.txt"), "mine");
        EngineExecutionResults results = run(Plain.class);
        results.testEvents().assertStatistics(counts -> counts.failed(2));
        assertThat(notes).hasContent("mine");
    }

    static class Several {
        @RegisterExtension static final TracingExtension tracing = new TracingExtension();

        private InitTrace<Label> first;

        @BeforeEach
        void take(Tracer tracer) {
            first = trace(tracer);
        }

        @ParameterizedTest
        @ValueSource(strings = {"a", "b"})
        void parameterised(String value) {
            first.run(Points.of(6, 1));
        }

        @RepeatedTest(2)
        void repeated() {
            first.run(Points.of(6, 1));
        }

        @Test
        void two(Tracer tracer) {
            trace(tracer).run(Points.of(6, 1));
            first.run(Points.of(6, 1));
        }

        @Test
        void trained() {
            first.train(Points.of(6, 1));
            first.train(Points.of(6, 1));
        }

        @Test
        void trained(Tracer overloaded) {
            first.run(Points.of(6, 1));
        }

        @Nested
        class Inner {
            @Test
            void nested() {
                first.run(Points.of(6, 1));
            }
        }
    }

    @Test
    void runs_ofSeveralInvocationsAndTrainers_haveFoldersOfTheirOwn() throws IOException {
        for (int time = 0; time < 2; time++) {
            EngineExecutionResults results = run(Several.class);
            results.testEvents().assertStatistics(counts -> counts.failed(0).succeeded(8));
            assertThat(published(results)).hasSize(10);
        }
        assertThat(pages().stream().map(page -> page.replace("/report/index.html", "")))
                .hasSize(10)
                .contains(
                        HERE + "Several/parameterised/1",
                        HERE + "Several/parameterised/2",
                        HERE + "Several/repeated/1",
                        HERE + "Several/repeated/2",
                        HERE + "Several/two",
                        HERE + "Several/two-2",
                        HERE + "Several-Inner/nested");
    }

    @ExtendWith(TracingExtension.class)
    static class Interrupted {
        @Test
        void spoilsItsFolder(Tracer tracer) throws IOException {
            Path run = trace(tracer).run(Points.of(6, 1)).folder();
            Files.writeString(Objects.requireNonNull(run).resolve(RunFolder.EPOCHS), "");
        }
    }

    @Test
    void report_thatCannotBeWritten_doesNotFailTheTest() throws IOException {
        Logger logger = Logger.getLogger(Tracer.class.getName());
        logger.setUseParentHandlers(false);
        try {
            EngineExecutionResults results = run(Interrupted.class);
            results.testEvents().assertStatistics(counts -> counts.succeeded(1).failed(0));
            assertThat(published(results)).isEmpty();
        } finally {
            logger.setUseParentHandlers(true);
        }
        assertThat(pages()).isEmpty();
    }

    @ExtendWith(TracingExtension.class)
    static class InConstructor {
        InConstructor(Tracer tracer) {}

        @Test
        void never() {}
    }

    @Test
    void tracer_inAConstructor_isRefused() {
        Throwable thrown =
                run(InConstructor.class).testEvents().failed().stream()
                        .findFirst()
                        .orElseThrow()
                        .getRequiredPayload(TestExecutionResult.class)
                        .getThrowable()
                        .orElseThrow();
        assertThat(thrown)
                .hasMessage(
                        "a Tracer belongs to one test, found it as a parameter of "
                                + InConstructor.class.getDeclaredConstructors()[0]
                                + "; take it in a test method or in @BeforeEach");
    }
}
