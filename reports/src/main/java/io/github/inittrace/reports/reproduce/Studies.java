// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.reproduce;

import io.github.inittrace.data.DatasetLoader;
import io.github.inittrace.text.SafeText;
import java.util.List;
import java.util.stream.Stream;

/** All studies that can be reproduced. */
public final class Studies {
    private static final String DEVIATION = "deviation";
    private static final String PAPER = "Jesus et al. (2021), arXiv:2012.02550";
    private static final String SLIDES = "slides";
    private static final String MODELS = "pigmm";

    private static final List<Study> ALL =
            List.of(
                    paper(
                            "fig1a",
                            "A letter in the weights of a stable network",
                            "figure 1a",
                            "one network of width 512 with an \"a\" in the matrix between its hidden"
                                    + " layers",
                            List.of(MarkVerdicts.STABLE.plan()),
                            MarkVerdicts.STABLE::of),
                    paper(
                            "fig1b",
                            "A letter in the weights of an unstable network",
                            "figure 1b",
                            "networks of width 256 with an \"a\" in the matrix between their hidden"
                                    + " layers",
                            List.of(MarkVerdicts.UNSTABLE.plan()),
                            MarkVerdicts.UNSTABLE::of),
                    paper(
                            "fig2a",
                            "Training loss by epoch and width",
                            "figure 2a",
                            "networks of widths from 10 to 500",
                            List.of(WidthVerdicts.PLAN),
                            results -> WidthVerdicts.of(results).training()),
                    paper(
                            "fig2b",
                            "Test loss by epoch and width",
                            "figure 2b",
                            "networks of widths from 10 to 500, those of fig2a",
                            List.of(WidthVerdicts.PLAN),
                            results -> WidthVerdicts.of(results).test()),
                    paper(
                            "fig2c",
                            "Phase diagram of trainability",
                            "figure 2c",
                            "networks of widths from 10 to 500, those of fig2a",
                            List.of(WidthVerdicts.PLAN),
                            results -> WidthVerdicts.of(results).phases()),
                    paper(
                            "fig2d",
                            "Average minimum losses by width",
                            "figure 2d",
                            "networks of widths from 10 to 500, those of fig2a",
                            List.of(WidthVerdicts.PLAN),
                            results -> WidthVerdicts.of(results).lowest()),
                    paper(
                            "fig3",
                            "Joint distribution of initial and final weights",
                            "figure 3",
                            "the network of fig1a, of width 512 with a letter",
                            List.of(MarkVerdicts.STABLE.plan()),
                            JointVerdicts::joint),
                    paper(
                            "moments-and-peak",
                            "Moments and peak of the deviation by initial weight",
                            "its abstract",
                            "the network of fig1a, of width 512 with a letter",
                            List.of(MarkVerdicts.STABLE.plan()),
                            JointVerdicts::moments),
                    paper(
                            "evolution",
                            "The distribution of the deviation under both losses",
                            "its abstract",
                            "the networks of fig1a and fig1b, of widths 512 and 256 with a letter, and"
                                    + " networks of width 64 whose rate is raised 20 times",
                            List.of(
                                    MarkVerdicts.STABLE.plan(),
                                    MarkVerdicts.UNSTABLE.plan(),
                                    EvolutionVerdicts.FORCED),
                            EvolutionVerdicts::of),
                    paper(
                            "divergence",
                            "Loss and distance jump together where training breaks down",
                            "figures 1b and 2, and its abstract",
                            "networks of width 512, at the larger scales also of 256, without a"
                                    + " letter",
                            List.of(DivergenceVerdicts.PLAN),
                            DivergenceVerdicts::of),
                    paper(
                            "equal-loss",
                            "Deviation at an equal loss by width",
                            "its abstract",
                            "networks of widths from 32 to 512, until the loss is down to levels",
                            List.of(EqualLossVerdicts.PLAN),
                            EqualLossVerdicts::of),
                    slides(
                            "slides-histograms",
                            "Weights of the first layer before and after training",
                            "histograms of W1",
                            "two networks 784-100-10, from a normal and a uniform start",
                            List.of(ShapeVerdicts.HISTOGRAMS),
                            ShapeVerdicts::histograms),
                    slides(
                            "slides-movement",
                            "Movement of the weights of four networks",
                            "histograms of the movement",
                            "784-100-10 from two starts at two rates",
                            List.of(DistanceVerdicts.DISTANCE),
                            ShapeVerdicts::movement),
                    slides(
                            "slides-distance",
                            "Distance of the first layer by start and rate",
                            "table of distances",
                            "784-100-10 from two starts at two rates, those of slides-movement",
                            List.of(DistanceVerdicts.DISTANCE),
                            DistanceVerdicts::table),
                    slides(
                            "slides-longer",
                            "The network that lags behind, trained on",
                            "remark on the table of distances",
                            "784-100-10 from two starts at two rates, those of slides-movement, and the"
                                    + " uniform start at rate 0.5 for longer",
                            List.of(DistanceVerdicts.DISTANCE, DistanceVerdicts.LONGER),
                            DistanceVerdicts::longer),
                    slides(
                            "slides-repeatability",
                            "Distances of networks that differ in the seed only",
                            "table of nine networks",
                            "networks 784-20-10 from different seeds, 200 iterations",
                            List.of(DistanceVerdicts.REPEATABILITY),
                            DistanceVerdicts::repeatability),
                    slides(
                            "slides-steps",
                            "Distance and norm at every tenth iteration",
                            "curves of distance and norm",
                            "networks 784-10-10 at rate 0.5, 1000 iterations",
                            List.of(StepVerdicts.STEPS),
                            StepVerdicts::steps),
                    slides(
                            "slides-rates",
                            "Distance and accuracy at rates that are too high",
                            "curves at rates 4, 5 and 10",
                            "networks 784-10-10 at rates 0.5, 4, 5 and 10",
                            List.of(RateVerdicts.RATES),
                            RateVerdicts::of),
                    slides(
                            "slides-fresh",
                            "A new network for each number of iterations",
                            "curves of new networks",
                            "networks 784-10-10 at rate 0.5, those of slides-steps, and a new one for"
                                    + " each of six numbers of iterations or more",
                            List.of(StepVerdicts.STEPS, StepVerdicts.FRESH),
                            StepVerdicts::fresh),
                    slides(
                            "slides-frozen",
                            "Distance with some parameters frozen",
                            "open question",
                            "networks 784-10-10 at rate 0.5, those of slides-steps, and others with one"
                                    + " of three parts frozen",
                            List.of(StepVerdicts.STEPS, StepVerdicts.FROZEN),
                            StepVerdicts::frozen),
                    models(
                            "pigmm-training",
                            "Matrix models of ensembles before and after training",
                            "784-10-10-10-10 from Gaussian and uniform starts, with and without weight"
                                    + " decay",
                            List.of(EnsembleVerdicts.TRAINING),
                            EnsembleVerdicts::training),
                    models(
                            "pigmm-widths",
                            "Matrix models of ensembles by width",
                            "784-N-N-10 of several widths N",
                            List.of(EnsembleVerdicts.WIDTHS),
                            EnsembleVerdicts::widths));

    private Studies() {}

    private static Study paper(
            String name,
            String title,
            String place,
            String runs,
            List<String> plans,
            Study.Verdicts verdicts) {
        return new Study(
                name,
                DEVIATION,
                title,
                PAPER + ", " + place,
                runs,
                DatasetLoader.HASYV2,
                plans,
                verdicts);
    }

    private static Study slides(
            String name,
            String title,
            String place,
            String runs,
            List<String> plans,
            Study.Verdicts verdicts) {
        return new Study(
                name,
                SLIDES,
                title,
                "Boiko (2025), slides on weight movement, " + place,
                runs + ", by full-batch gradient descent",
                DatasetLoader.MNIST,
                plans,
                verdicts);
    }

    private static Study models(
            String name, String title, String runs, List<String> plans, Study.Verdicts verdicts) {
        return new Study(
                name,
                MODELS,
                title,
                "Hirst and Ramgoolam (2025), arXiv:2510.05218",
                runs,
                DatasetLoader.MNIST,
                plans,
                verdicts);
    }

    /** All of them, in the order of the publications. */
    public static List<Study> all() {
        return ALL;
    }

    /** The names of studies and groups. */
    public static List<String> names() {
        return Stream.concat(
                        ALL.stream().map(Study::group).distinct(), ALL.stream().map(Study::name))
                .toList();
    }

    /**
     * A study by its name, or all of a group.
     *
     * @throws IllegalArgumentException if there is none of that name; one sentence
     */
    public static List<Study> named(String name) {
        List<Study> found =
                ALL.stream()
                        .filter(study -> study.name().equals(name) || study.group().equals(name))
                        .toList();
        if (found.isEmpty()) {
            throw new IllegalArgumentException(
                    "expected the name of a study, one of "
                            + String.join(", ", names())
                            + ", found '"
                            + SafeText.of(name)
                            + "'; inittrace reproduce --list says what they are");
        }
        return found;
    }
}
