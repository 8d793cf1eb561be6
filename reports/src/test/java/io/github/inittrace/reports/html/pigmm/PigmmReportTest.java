// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.pigmm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.inittrace.ensemble.EnsembleAnalysis;
import io.github.inittrace.ensemble.LayerState;
import io.github.inittrace.ensemble.NetworkEnsemble;
import io.github.inittrace.ensemble.StartLaw;
import io.github.inittrace.mlp.Initialisation;
import io.github.inittrace.mlp.Initialiser;
import io.github.inittrace.pigmm.Ensemble;
import io.github.inittrace.pigmm.LikelihoodRatio;
import io.github.inittrace.pigmm.Observation;
import io.github.inittrace.reports.html.kit.ParsedPage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PigmmReportTest {
    private static final int NETWORKS = 60;

    /** As nobody should name a layer. */
    private static final String NAME = "a<b>,\"c\"";

    @TempDir private Path folder;

    private final SplittableRandom random = new SplittableRandom(5);

    /** Independent normal entries, with a common part of every row from some epoch on. */
    private Ensemble ensemble(int rows, int columns, double rowPart) {
        Ensemble ensemble = new Ensemble();
        for (int k = 0; k < NETWORKS; k++) {
            double[] matrix = new double[rows * columns];
            for (int i = 0; i < rows; i++) {
                double common = rowPart * random.nextGaussian();
                for (int j = 0; j < columns; j++) {
                    matrix[i * columns + j] = common + random.nextGaussian() / Math.sqrt(columns);
                }
            }
            ensemble.add(
                    k,
                    rows == columns
                            ? Observation.square(matrix, rows)
                            : Observation.rectangular(matrix, rows, columns));
        }
        return ensemble;
    }

    private EnsembleAnalysis analysis(int... epochs) {
        SortedMap<Integer, Ensemble> square = new TreeMap<>();
        SortedMap<Integer, Ensemble> other = new TreeMap<>();
        for (int epoch : epochs) {
            square.put(epoch, ensemble(6, 6, epoch > 0 ? 0.5 : 0));
            other.put(epoch, ensemble(3, 5, 0));
        }
        Map<String, SortedMap<Integer, Ensemble>> layers = new LinkedHashMap<>();
        layers.put("first", other);
        layers.put(NAME, square);
        List<String> names = new ArrayList<>();
        for (int k = 0; k < NETWORKS; k++) {
            names.add("network " + k);
        }
        boolean known = epochs[0] == 0;
        return EnsembleAnalysis.of(
                new NetworkEnsemble(
                        names,
                        layers,
                        known ? new StartLaw(new Initialisation(Initialiser.FAN_IN_NORMAL)) : null,
                        List.of()));
    }

    @Test
    void report_ofACourse_hasAllParts() throws Exception {
        EnsembleAnalysis analysis = analysis(0, 1, 2);
        ParsedPage page = ParsedPage.read(PigmmReport.write(analysis, folder));

        page.assertObeysRules();
        assertThat(page.all("//h1")).containsExactly("Matrix models of 60 networks");
        assertThat(page.text("//p[@class='subtitle']"))
                .isEqualTo("2 layers · epochs 0 to 2 · start FAN_IN_NORMAL");
        assertThat(page.all("//main/section/@id"))
                .containsExactly(
                        "tests", "start", "deviations", "distance", "parameters", "definitions");
        assertThat(page.all("//*/@id")).doesNotHaveDuplicates();
        // 2 + 2 + 2 + 2 + (2 and 3)
        assertThat(page.all("//*[@role='img'][contains(@class, 'chart')][@aria-labelledby]/@class"))
                .hasSize(13);
        // I1 to I52 and J1 to J48
        assertThat(page.all("//*[contains(@class, 'glyph')]/@class")).hasSize(100);
        assertThat(page.source).doesNotContain("NaN", "Infinity");

        List<LayerState> states = analysis.layers().get(NAME);
        List<List<String>> tests = page.table("Likelihood ratios");
        assertThat(tests).hasSize(2 * 1 + 2 * 3);
        assertThat(tests.get(7).subList(0, 5))
                .containsExactly(
                        NAME,
                        "epoch 2",
                        "60",
                        "5 against 2",
                        Double.toString(states.get(2).tests().get(2).statistic()));
        assertThat(page.text("//section[@id='tests']//li[2]"))
                .startsWith(NAME + ", 6 × 6 (epoch 2): 13 parameters describe it no better than 5")
                .contains("5 parameters describe it better than 2")
                .endsWith("independent Gaussian entries do not suffice.");
        assertThat(page.text("//section[@id='tests']//li[1]"))
                .endsWith("nothing speaks against independent Gaussian entries.");
    }

    @Test
    void finding_whereOnlyThirteenParametersAreBetter_doesNotSpeakForIndependence() {
        LayerState end = Objects.requireNonNull(analysis(0, 1).layers().get(NAME)).get(1);
        LayerState state =
                with(
                        end,
                        new LikelihoodRatio(13, 5, 25.0, 8, 0.0025, false),
                        new LikelihoodRatio(13, 2, 31.4, 11, 0.00094, false),
                        new LikelihoodRatio(5, 2, 7.6, 3, 0.053, false));
        assertThat(LayerFinding.of(state))
                .contains("13 parameters describe it better than 5")
                .contains("5 parameters describe it no better than 2")
                .doesNotContain("nothing speaks against independent Gaussian entries");
        assertThat(LayerFinding.of(with(end, new LikelihoodRatio(3, 2, 9.0, 1, 0.0027, false))))
                .startsWith("3 parameters describe it better than 2");
        assertThat(
                        LayerFinding.of(
                                with(
                                        end,
                                        new LikelihoodRatio(13, 5, 25.0, 8, 0.0025, true),
                                        new LikelihoodRatio(5, 2, 17.6, 3, 0.00053, false))))
                .startsWith("13 against 5 parameters say nothing: a fit is singular")
                .contains("5 parameters describe it better than 2");
    }

    private static LayerState with(LayerState end, LikelihoodRatio... tests) {
        return new LayerState(
                end.layer(),
                end.epoch(),
                end.symmetry(),
                end.rows(),
                end.columns(),
                end.networks(),
                end.fits(),
                end.start(),
                end.fromStart(),
                end.fromSimple(),
                List.of(tests));
    }

    @Test
    void report_always_leavesEveryNumberInTablesAndJson() throws Exception {
        EnsembleAnalysis analysis = analysis(0, 4);
        PigmmReport.write(analysis, folder);

        List<String> parameters = Files.readAllLines(folder.resolve("parameters.csv"));
        assertThat(parameters).hasSize(1 + 2 * (13 + 5 + 2) + 2 * (5 + 2));
        LayerState end = analysis.layers().get(NAME).get(1);
        assertThat(parameters)
                .contains(
                        "\"a<b>,\"\"c\"\"\",4,60,13,mu1,"
                                + end.largest().model().parameters()[0]
                                + ","
                                + end.largest().standardErrors().get(0)
                                + ",false");
        assertThat(Files.readAllLines(folder.resolve("invariants.csv")))
                .hasSize(1 + 2 * 3 * 39 + 2 * 2 * 43)
                .startsWith(
                        "layer,epoch,networks,model,invariant,code,mean,standardDeviation,expected,"
                                + "normalised,byChance,z");
        assertThat(Files.readAllLines(folder.resolve("start.csv"))).hasSize(1 + 2 * 13 + 2 * 5);
        assertThat(Files.readAllLines(folder.resolve("distances.csv")))
                .hasSize(1 + 8)
                .contains(
                        "\"a<b>,\"\"c\"\"\",4,60,start,"
                                + end.fromStart().wasserstein().distance()
                                + ","
                                + end.fromStart().wasserstein().squared()
                                + ","
                                + end.fromStart().relative()
                                + ","
                                + end.fromStart().noiseFloor());
        assertThat(Files.readAllLines(folder.resolve("tests.csv"))).hasSize(1 + 2 * 3 + 2);
        JsonNode json = new ObjectMapper().readTree(folder.resolve("analysis.json").toFile());
        assertThat(json.path("states")).hasSize(4);
        assertThat(
                        json.path("states")
                                .get(3)
                                .path("models")
                                .get(0)
                                .path("meanDeviation")
                                .asDouble())
                .isEqualTo(end.largest().meanDeviation());
    }

    @Test
    void report_ofMatricesWithoutEpochOrStart_leavesOutWhatTakesThem() throws Exception {
        ParsedPage page =
                ParsedPage.read(PigmmReport.write(analysis(NetworkEnsemble.NO_EPOCH), folder));
        page.assertObeysRules();
        assertThat(page.text("//p[@class='subtitle']")).isEqualTo("2 layers · unknown start");
        assertThat(page.all("//main/section/@id")).doesNotContain("start");
        assertThat(page.all("//figure")).hasSize(2); // one by one
        assertThat(page.source).doesNotContain("epoch -1");
        assertThat(Files.readAllLines(folder.resolve("tests.csv")).get(1)).startsWith("first,,60,");
    }
}
