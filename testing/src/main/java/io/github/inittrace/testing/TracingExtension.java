// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.testing;

import java.nio.file.Path;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Hands a test a {@link Tracer}, and leaves the run folder and the HTML report of all it traced in
 * the build's report folder, also when the test fails.
 *
 * <pre>{@code
 * @ExtendWith(TracingExtension.class)
 * class DigitsTest {
 *     @Test
 *     void training_onDigits_learns(Tracer tracer) {
 *         TracedRun<Label> run = tracer.trace(trainer).validateOn("test", test).run(train);
 *         assertThat(run).completed().staysNearInit().reachesAccuracy("test", 0.95);
 *     }
 * }
 * }</pre>
 *
 * <p>Under Maven the report is {@code target/inittrace/<class>/<method>/report/index.html}, under
 * Gradle it lies below {@code build/reports/inittrace}; JUnit's configuration parameter {@value
 * #FOLDER_PARAMETER} names another folder. Each invocation of a parameterised or repeated test has
 * its number as one more folder. A rerun replaces the runs of the test, and nothing else. Each
 * report's file is published as the report entry {@value #REPORT_ENTRY}.
 *
 * <p>Take the tracer as a parameter of a test method or of {@code @BeforeEach}; within one test it
 * is the same. Stateless; tests may run in parallel.
 */
public final class TracingExtension implements ParameterResolver, AfterEachCallback {
    /** The configuration parameter that names the folder for all runs and reports. */
    public static final String FOLDER_PARAMETER = "inittrace.reports.dir";

    /** The key of the report entry with the file of a report. */
    public static final String REPORT_ENTRY = "inittrace.report";

    private static final Namespace NAMESPACE = Namespace.create(TracingExtension.class);

    /** For JUnit, and for fields with {@code @RegisterExtension}. */
    public TracingExtension() {}

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Tracer.class;
    }

    @Override
    public Tracer resolveParameter(ParameterContext parameter, ExtensionContext context) {
        if (context.getTestMethod().isEmpty()) {
            throw new ParameterResolutionException(
                    "a Tracer belongs to one test, found it as a parameter of "
                            + parameter.getDeclaringExecutable()
                            + "; take it in a test method or in @BeforeEach");
        }
        return context.getStore(NAMESPACE)
                .getOrComputeIfAbsent(Tracer.class, key -> tracer(context), Tracer.class);
    }

    private static Tracer tracer(ExtensionContext context) {
        ClaimedFolders claimed =
                context.getRoot()
                        .getStore(NAMESPACE)
                        .getOrComputeIfAbsent(
                                ClaimedFolders.class,
                                key -> new ClaimedFolders(),
                                ClaimedFolders.class);
        Path base =
                context.getConfigurationParameter(FOLDER_PARAMETER)
                        .map(Path::of)
                        .orElseGet(() -> ReportFolder.of(context.getRequiredTestClass()));
        return new Tracer(TestNames.folder(base, context), claimed);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Tracer tracer = context.getStore(NAMESPACE).get(Tracer.class, Tracer.class);
        if (tracer != null) {
            tracer.writeReports()
                    .forEach(page -> context.publishReportEntry(REPORT_ENTRY, page.toString()));
        }
    }
}
