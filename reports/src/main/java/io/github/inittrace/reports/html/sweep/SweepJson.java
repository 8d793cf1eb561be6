// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.sweep;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.inittrace.study.PhaseColumn;
import io.github.inittrace.study.RunSummary;
import io.github.inittrace.study.Statistics;
import io.github.inittrace.sweep.RecordedRun;
import io.github.inittrace.sweep.SweepAxis;
import io.github.inittrace.sweep.SweepGroup;
import io.github.inittrace.sweep.SweepSummary;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of runs and groups on the page with all their digits, null where one is undefined; cells of heat maps are means of
 * these.
 */
final class SweepJson {
    /** The file's name, beside the page. */
    static final String FILE = "report.json";

    /** The version of this format. */
    private static final int SCHEMA = 1;

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final FigureCharts charts;
    private final SweepSummary summary;
    private final double strong;
    private final List<SweepFigure> figures;
    private final int[] epochs;

    private SweepJson(FigureCharts charts, double strong) {
        this.charts = charts;
        summary = charts.layout().summary();
        this.strong = strong;
        figures = LossesSection.present(summary, SweepFigure.all(summary));
        epochs = summary.epochs();
    }

    /** The whole document. */
    static byte[] of(FigureCharts charts, double strong) throws IOException {
        return MAPPER.writeValueAsBytes(new SweepJson(charts, strong).document());
    }

    private Map<String, @Nullable Object> document() {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("schema", SCHEMA);
        json.put("axes", summary.sweep().axes().stream().map(SweepJson::axis).toList());
        json.put("common", FactsSection.common(summary));
        json.put("unread", summary.unread());
        json.put("strongLoss", number(strong));
        json.put("fits", EqualLossSection.all(charts).stream().map(SweepJson::fit).toList());
        json.put("groups", summary.groups().stream().map(this::group).toList());
        json.put("runs", summary.sweep().runs().stream().map(this::run).toList());
        return json;
    }

    private static Map<String, Object> axis(SweepAxis axis) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", axis.name());
        json.put("settings", axis.settings());
        json.put("isSeed", axis.isSeed());
        return json;
    }

    private Map<String, Object> group(SweepGroup group) {
        List<RunSummary> runs = summary.of(group);
        Map<String, Object> statistics = new LinkedHashMap<>();
        figures.forEach(
                figure -> statistics.put(figure.key(), statistics(figure.statistics(runs))));
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("label", group.label());
        json.put("values", group.values());
        json.put("planned", group.runs().size());
        json.put("finished", runs.size());
        json.put("figures", statistics);
        json.put(
                "phases",
                PhaseColumn.of(runs, epochs, strong).blocks().stream()
                        .map(SweepJson::block)
                        .toList());
        return json;
    }

    private static Map<String, @Nullable Object> fit(EqualLossSection.Fit fit) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("figure", fit.figure().key());
        json.put("line", fit.line().label());
        json.put("runs", fit.law().points());
        json.put("exponent", number(fit.law().exponent()));
        json.put("low", number(fit.law().low()));
        json.put("high", number(fit.law().high()));
        json.put("factor", number(fit.law().factor()));
        return json;
    }

    private static Map<String, @Nullable Object> statistics(Statistics of) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("runs", of.count());
        json.put("mean", number(of.mean()));
        json.put("deviation", number(of.deviation()));
        json.put("min", number(of.min()));
        json.put("max", number(of.max()));
        return json;
    }

    private static Map<String, Object> block(PhaseColumn.Block block) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("phase", block.phase().name().toLowerCase(Locale.ROOT));
        json.put("from", block.from());
        json.put("to", block.to());
        json.put("leastAgreement", block.agree());
        json.put("runs", block.runs());
        return json;
    }

    private Map<String, @Nullable Object> run(RecordedRun run) {
        RunSummary of = summary.runs().get(run.run().name());
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        Map<String, String> values = new LinkedHashMap<>();
        for (SweepAxis axis : summary.sweep().axes()) {
            values.put(axis.name(), axis.value(run.run().settings()));
        }
        json.put("name", run.run().name());
        json.put("values", values);
        json.put("state", run.state().word());
        json.put("message", run.message());
        json.put("ending", of == null ? null : of.ending());
        json.put("lastEpoch", of == null ? null : of.lastEpoch());
        Map<String, @Nullable Object> numbers = new LinkedHashMap<>();
        if (of != null) {
            figures.forEach(
                    figure -> numbers.put(figure.key(), number(figure.of().applyAsDouble(of))));
        }
        json.put("figures", numbers);
        return json;
    }

    private static @Nullable Double number(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
