// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.data;

import static io.github.inittrace.data.Stroke.curve;
import static io.github.inittrace.data.Stroke.line;
import static io.github.inittrace.data.Stroke.loop;

import java.util.List;

/** The skeletons of the ten digits, each in the ways people write it. */
final class Glyphs {

    private static final List<List<List<Stroke>>> STYLES =
            List.of(zero(), one(), two(), three(), four(), five(), six(), seven(), eight(), nine());

    private Glyphs() {}

    /** The styles of a digit; each is the strokes to draw. */
    static List<List<Stroke>> styles(int digit) {
        return STYLES.get(digit);
    }

    private static List<List<Stroke>> zero() {
        Stroke round =
                loop(0, -.5, .23, -.34, .3, 0, .23, .34, 0, .5, -.23, .34, -.3, 0, -.23, -.34);
        Stroke open =
                curve(
                        .1, -.46, -.14, -.42, -.28, -.05, -.2, .36, .04, .5, .24, .28, .27, -.12,
                        .14, -.42, -.06, -.5);
        return List.of(List.of(round), List.of(open));
    }

    private static List<List<Stroke>> one() {
        return List.of(
                List.of(line(.02, -.5, -.02, .5)),
                List.of(line(-.19, -.29, .03, -.5, .03, .5)),
                List.of(line(-.17, -.32, .02, -.5, .02, .5), line(-.2, .5, .22, .5)));
    }

    private static List<List<Stroke>> two() {
        Stroke swan =
                curve(-.27, -.3, -.16, -.46, .05, -.5, .24, -.39, .25, -.17, .07, .14, -.28, .5);
        Stroke looped =
                curve(
                        -.27, -.32, -.1, -.48, .14, -.46, .24, -.25, .1, .06, -.14, .38, -.27, .44,
                        -.25, .32, -.08, .36, .1, .46, .32, .41);
        return List.of(List.of(swan, line(-.28, .5, .3, .48)), List.of(looped));
    }

    private static List<List<Stroke>> three() {
        Stroke belly = curve(-.05, -.04, .17, .03, .27, .22, .16, .43, -.08, .5, -.28, .39);
        Stroke cap = curve(-.25, -.38, -.06, -.5, .17, -.44, .22, -.24, .11, -.08, -.05, -.04);
        Stroke flat = line(-.25, -.48, .23, -.48, -.05, -.09);
        Stroke low = curve(-.05, -.09, .18, -.03, .27, .2, .15, .43, -.08, .5, -.28, .4);
        return List.of(List.of(cap, belly), List.of(flat, low));
    }

    private static List<List<Stroke>> four() {
        return List.of(
                List.of(line(-.2, -.5, -.28, .1, .3, .1), line(.13, -.28, .09, .5)),
                List.of(line(.11, .5, .13, -.5, -.31, .17, .32, .17)));
    }

    private static List<List<Stroke>> five() {
        Stroke belly =
                curve(-.21, -.07, .02, -.15, .22, -.04, .27, .19, .13, .43, -.1, .5, -.28, .39);
        Stroke smooth =
                curve(
                        -.17, -.47, -.2, -.12, .04, -.14, .23, 0, .25, .24, .1, .46, -.14, .49,
                        -.28, .38);
        return List.of(
                List.of(line(.27, -.48, -.17, -.47, -.21, -.07), belly),
                List.of(line(-.17, -.47, .28, -.5), smooth));
    }

    private static List<List<Stroke>> six() {
        Stroke round =
                curve(
                        .2, -.48, -.06, -.33, -.22, -.03, -.26, .24, -.12, .46, .1, .48, .25, .28,
                        .16, .06, -.05, .03, -.24, .2);
        Stroke upright =
                curve(
                        .06, -.5, -.12, -.16, -.22, .18, -.12, .45, .1, .47, .24, .27, .1, .08, -.1,
                        .12, -.21, .28);
        return List.of(List.of(round), List.of(upright));
    }

    private static List<List<Stroke>> seven() {
        Stroke plain = line(-.28, -.46, .28, -.47, -.06, .5);
        Stroke bar = line(-.13, .03, .2, .01);
        Stroke hooked = line(-.27, -.34, -.26, -.46, .27, -.46);
        Stroke stem = curve(.27, -.46, .12, -.14, .01, .14, -.04, .5);
        return List.of(List.of(plain), List.of(plain, bar), List.of(hooked, stem));
    }

    private static List<List<Stroke>> eight() {
        Stroke head = loop(0, -.5, .19, -.4, .19, -.16, 0, -.05, -.19, -.16, -.19, -.4);
        Stroke belly = loop(0, -.05, .24, .1, .24, .38, 0, .5, -.24, .38, -.24, .1);
        Stroke ribbon =
                loop(
                        .21, -.38, 0, -.5, -.2, -.36, -.12, -.13, .14, .09, .24, .31, 0, .5, -.24,
                        .31, -.14, .09, .12, -.13);
        return List.of(List.of(head, belly), List.of(ribbon));
    }

    private static List<List<Stroke>> nine() {
        Stroke head = loop(0, -.5, .2, -.41, .24, -.2, .06, -.01, -.18, -.08, -.24, -.32);
        return List.of(
                List.of(head, curve(.24, -.3, .22, .1, .14, .5)),
                List.of(head, curve(.24, -.26, .26, .1, .13, .41, -.09, .5, -.25, .39)));
    }
}
