// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.pigmm;

import static io.github.inittrace.reports.html.pigmm.AnalysisTables.number;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.inittrace.ensemble.EnsembleAnalysis;
import io.github.inittrace.ensemble.LayerState;
import io.github.inittrace.ensemble.LayerState.Distance;
import io.github.inittrace.ensemble.ModelFit;
import io.github.inittrace.pigmm.Deviation;
import io.github.inittrace.pigmm.Invariants;
import io.github.inittrace.pigmm.LikelihoodRatio;
import io.github.inittrace.pigmm.StartDeviation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Every number of the analysis with all its digits, null where there is none. */
final class AnalysisJson {
    static final String FILE = "analysis.json";

    /** The version of this format. */
    private static final int SCHEMA = 1;

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private AnalysisJson() {}

    static byte[] of(EnsembleAnalysis analysis) throws IOException {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("schema", SCHEMA);
        json.put("networks", analysis.networks());
        json.put("start", analysis.start() == null ? null : analysis.start().toString());
        json.put("remarks", analysis.remarks());
        List<Object> states = new ArrayList<>();
        analysis.layers().values().forEach(layer -> layer.forEach(s -> states.add(state(s))));
        json.put("states", states);
        return MAPPER.writeValueAsBytes(json);
    }

    private static Map<String, @Nullable Object> state(LayerState state) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("layer", state.layer());
        json.put("epoch", AnalysisTables.epoch(state));
        json.put("symmetry", state.symmetry().name().toLowerCase(Locale.ROOT));
        json.put("rows", state.rows());
        json.put("columns", state.columns());
        json.put("networks", state.networks());
        json.put("models", state.fits().stream().map(AnalysisJson::fit).toList());
        json.put("start", state.start().stream().map(AnalysisJson::start).toList());
        json.put("fromStart", distance(state.fromStart()));
        json.put("fromSimple", distance(state.fromSimple()));
        json.put("tests", state.tests().stream().map(AnalysisJson::test).toList());
        return json;
    }

    private static Map<String, @Nullable Object> fit(ModelFit fit) {
        Map<String, @Nullable Object> parameters = new LinkedHashMap<>();
        double[] values = fit.model().parameters();
        for (int k = 0; k < values.length; k++) {
            Map<String, @Nullable Object> parameter = new LinkedHashMap<>();
            parameter.put("value", number(values[k]));
            parameter.put("standardError", number(fit.standardErrors().get(k)));
            parameters.put(fit.model().parameterNames().get(k), parameter);
        }
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("parameters", parameters);
        json.put("singular", fit.singular());
        json.put("meanDeviation", number(fit.meanDeviation()));
        json.put("meanByChance", number(fit.meanByChance()));
        json.put("deviations", fit.deviations().stream().map(AnalysisJson::deviation).toList());
        return json;
    }

    private static Map<String, @Nullable Object> deviation(Deviation of) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("invariant", Invariants.name(of.invariant()));
        json.put("code", of.invariant().code());
        json.put("mean", number(of.mean()));
        json.put("standardDeviation", number(of.standardDeviation()));
        json.put("expected", number(of.expected()));
        json.put("normalised", number(of.normalised()));
        json.put("byChance", number(of.byChance()));
        json.put("z", number(of.z()));
        return json;
    }

    private static Map<String, @Nullable Object> start(StartDeviation of) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("invariant", Invariants.name(of.invariant()));
        json.put("code", of.invariant().code());
        json.put("mean", number(of.mean()));
        json.put("expected", number(of.expected()));
        json.put("standardError", number(of.standardError()));
        json.put("deviation", number(of.deviation()));
        json.put("publishedDeviation", number(of.publishedDeviation()));
        return json;
    }

    private static @Nullable Map<String, @Nullable Object> distance(@Nullable Distance distance) {
        if (distance == null) {
            return null;
        }
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("w2", number(distance.wasserstein().distance()));
        json.put("w2Squared", number(distance.wasserstein().squared()));
        json.put("relativeSquared", number(distance.relative()));
        json.put("noiseFloor", number(distance.noiseFloor()));
        Map<String, @Nullable Object> parts = new LinkedHashMap<>();
        distance.wasserstein().parts().forEach((name, part) -> parts.put(name, number(part)));
        json.put("parts", parts);
        return json;
    }

    private static Map<String, @Nullable Object> test(LikelihoodRatio test) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("larger", test.larger());
        json.put("smaller", test.smaller());
        json.put("statistic", number(test.statistic()));
        json.put("degreesOfFreedom", test.degreesOfFreedom());
        json.put("p", number(test.p()));
        json.put("regularised", test.regularised());
        return json;
    }
}
