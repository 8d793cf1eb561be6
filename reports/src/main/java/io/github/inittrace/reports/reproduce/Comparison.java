// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.reproduce;

import io.github.inittrace.text.Numbers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/** Verdicts on statements and numbers that share the question whether the data are the published ones. */
final class Comparison {
    static final String READ_OFF = " (read off the picture)";

    private final @Nullable String obstacle;

    /**
     * A comparison.
     *
     * @param obstacle why numbers do not compare; null if they do
     */
    Comparison(@Nullable String obstacle) {
        this.obstacle = obstacle;
    }

    /**
     * Of runs with a publication.
     *
     * @param dataset what the publication trained on
     * @param needed the scale at which the numbers are those of the publication
     */
    static Comparison of(Results results, String dataset, Scale needed) throws IOException {
        List<String> obstacles = new ArrayList<>();
        if (!results.isOn(dataset)) {
            obstacles.add(
                    "published for all of "
                            + dataset
                            + ", trained here on "
                            + (results.dataset().equals(dataset)
                                    ? "a part of it"
                                    : results.dataset()));
        }
        if (results.scale().compareTo(needed) < 0) {
            obstacles.add("at " + results.scale().word() + " scale, for a shorter time");
        }
        return new Comparison(obstacles.isEmpty() ? null : String.join(", ", obstacles));
    }

    /**
     * A number.
     *
     * @param published NaN for none
     * @param origin how the published number is known, such as {@link #READ_OFF}
     * @param here NaN for none
     * @param tolerance by how much they may differ
     */
    Finding number(
            String claim,
            String what,
            double published,
            String origin,
            double here,
            double tolerance) {
        return listed(
                claim,
                what,
                Numbers.text(published) + origin,
                Double.isNaN(here) ? "no value" : Numbers.text(here),
                Double.isNaN(here)
                        ? Verdict.NOT_TESTED
                        : verdict(Math.abs(here - published) <= tolerance),
                "± " + Numbers.rough(tolerance));
    }

    /** Numbers that are compared as a whole; the verdict holds where the data are the published ones. */
    Finding listed(
            String claim,
            String what,
            String published,
            String here,
            Verdict verdict,
            String tolerance) {
        boolean isBarred = obstacle != null && verdict != Verdict.NOT_TESTED;
        return new Finding(
                claim,
                what,
                published,
                here,
                isBarred ? Verdict.NOT_COMPARABLE : verdict,
                tolerance,
                obstacle == null ? "" : obstacle);
    }

    /** A statement without a number, which can be true of other data as well. */
    Finding statement(
            String claim,
            String what,
            String published,
            String here,
            Verdict verdict,
            String tolerance,
            String reason) {
        String whole =
                obstacle == null ? reason : reason.isEmpty() ? obstacle : reason + "; " + obstacle;
        return new Finding(claim, what, published, here, verdict, tolerance, whole);
    }

    /** A statement on whose verdict the length of the training has a say. */
    Finding statement(
            String claim,
            String what,
            String published,
            String here,
            Judgement judgement,
            String tolerance) {
        return statement(
                claim, what, published, here, judgement.verdict(), tolerance, judgement.reason());
    }

    /**
     * A verdict.
     *
     * @param figures what it rests on; if one is NaN, there is nothing to judge
     */
    static Verdict verdict(boolean agrees, double... figures) {
        return DoubleStream.of(figures).anyMatch(Double::isNaN)
                ? Verdict.NOT_TESTED
                : agrees ? Verdict.AGREES : Verdict.DIFFERS;
    }
}
