// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.inittrace.reports.html.kit.DrawnChart;
import io.github.inittrace.reports.html.kit.ParsedPage;
import io.github.inittrace.run.AnalysisRecord;
import io.github.inittrace.run.LayerReset;
import io.github.inittrace.run.MatrixSpectra;
import io.github.inittrace.run.PathPoint;
import io.github.inittrace.run.Spectrum;
import io.github.inittrace.run.ValidationRecord;
import io.github.inittrace.text.Numbers;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeightPathSectionTest {
    private static final List<LayerReset> RESETS =
            List.of(
                    new LayerReset(List.of(), scores(0.125, 0.9375)),
                    new LayerReset(List.of("hidden1"), scores(0.375, 0.75)),
                    new LayerReset(List.of("output"), scores(1.25, 0.5)),
                    new LayerReset(List.of("hidden1", "output"), scores(2.5, 0.125)));
    private static final List<PathPoint> PATH =
            IntStream.rangeClosed(-5, 25)
                    .mapToObj(i -> new PathPoint(i / 20.0, scores(2.5 - i / 15.0, 0.03 * (i + 6))))
                    .toList();
    private static final List<MatrixSpectra> SPECTRA =
            List.of(
                    new MatrixSpectra(
                            "hidden1.weight",
                            new Spectrum(List.of(2.5, 1.5, 0.5), 2.5625, 1.5),
                            new Spectrum(List.of(3.5, 1.25, 0.75), 2.375, 1.25),
                            new Spectrum(List.of(0.0, 0.0, 0.0), null, null)));

    @TempDir Path folder;

    private static List<ValidationRecord> scores(double loss, double accuracy) {
        return List.of(
                new ValidationRecord("training sample", 2000, loss, accuracy, null, null),
                new ValidationRecord("test", 500, null, accuracy / 2, null, null));
    }

    private ParsedPage page(AnalysisRecord analysis) throws Exception {
        ReportInput run = FakeRuns.healthy(6, 64, 24, 10);
        return ParsedPage.write(FakeRuns.with(run, analysis), folder);
    }

    private ParsedPage page() throws Exception {
        return page(new AnalysisRecord(1, RESETS, PATH, SPECTRA, List.of()));
    }

    @Test
    void section_withoutAnAnalysis_isNotThere() throws Exception {
        ParsedPage page = page(null);
        assertThat(page.all("//section[@id='other-weights']")).isEmpty();
        assertThat(page.all("//nav/a[@href='#other-weights']")).isEmpty();
    }

    @Test
    void resets_ofLayersAndPairs_areInTheTables() throws Exception {
        ParsedPage page = page();
        String undefined =
                Numbers.undefined("not finite, or no probabilities".replace(' ', '\u00a0'));
        assertThat(page.table("Loss and accuracy with layers put back"))
                .containsExactly(
                        List.of("none", "0.125", "0.9375", undefined, "0.46875"),
                        List.of("hidden1", "0.375", "0.75", undefined, "0.375"),
                        List.of("output", "1.25", "0.5", undefined, "0.25"),
                        List.of("hidden1 + output", "2.5", "0.125", undefined, "0.0625"));
        assertThat(page.table("Accuracy on test with each pair put back"))
                .containsExactly(
                        List.of("hidden1", "0.375", "0.0625"), List.of("output", "0.0625", "0.25"));
    }

    @Test
    void path_ofAllAlphas_isDrawnAndInATable() throws Exception {
        ParsedPage page = page();
        List<List<String>> rows = page.table("Loss and accuracy along the line");
        assertThat(rows).hasSize(31);
        assertThat(rows.get(5).subList(0, 2)).containsExactly("0.0", "2.5");
        assertThat(page.all("//*[local-name()='title'][@id='path-loss-title']"))
                .containsExactly("Loss along the line");
        assertThat(page.text("//*[local-name()='desc'][@id='path-loss-desc']"))
                .startsWith("training sample: 2.833 at α -0.25, 0.8333 at α 1.25, ");
    }

    @Test
    void spectra_ofEveryMatrix_areDrawnAndInTables() throws Exception {
        ParsedPage page = page();
        assertThat(page.table("Singular values"))
                .containsExactly(
                        List.of("1", "2.5", "3.5", "0"),
                        List.of("2", "1.5", "1.25", "0"),
                        List.of("3", "0.5", "0.75", "0"));
        List<String> ranks = page.table("Largest singular value and ranks").get(0);
        assertThat(ranks.subList(0, 6))
                .containsExactly("hidden1.weight", "2.5", "3.5", "0", "2.5625", "2.375");
        assertThat(ranks.get(6)).startsWith("undefined");
        assertThat(page.all("//*[local-name()='title'][@id='spectrum-0-title']"))
                .containsExactly("hidden1.weight");
    }

    @Test
    void drawnPoints_ofPathAndSpectra_areThoseOfTheRecord() throws Exception {
        ParsedPage page = page();
        DrawnChart path = page.chart("//svg[title='Loss along the line']/g[1]");
        assertDrawn(
                path,
                PATH.stream().mapToDouble(PathPoint::alpha).toArray(),
                PATH.stream().mapToDouble(p -> p.evaluations().get(0).loss()).toArray());
        DrawnChart spectrum =
                page.chart("//svg[@aria-labelledby='spectrum-0-title spectrum-0-desc']/g[1]");
        double[] numbers = {1, 2, 3};
        assertDrawn(spectrum, numbers, new double[] {2.5, 1.5, 0.5});
        assertDrawn(spectrum, numbers, new double[] {3.5, 1.25, 0.75});
    }

    /** One of the lines has exactly these points. */
    private static void assertDrawn(DrawnChart chart, double[] x, double[] y) throws Exception {
        assertThat(chart.lines())
                .anySatisfy(
                        line -> {
                            assertThat(line).hasSize(x.length);
                            for (int i = 0; i < x.length; i++) {
                                assertThat(line.get(i).x())
                                        .isCloseTo(chart.xOf(x[i]), within(0.02));
                                assertThat(line.get(i).y())
                                        .isCloseTo(chart.yOf(y[i]), within(0.02));
                            }
                        });
    }

    @Test
    void remarks_ofWhatIsMissing_areShown() throws Exception {
        ParsedPage page =
                page(new AnalysisRecord(1, List.of(), List.of(), List.of(), List.of("no data")));
        assertThat(page.text("//section[@id='other-weights']/p")).isEqualTo("Left out: no data.");
    }
}
