// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Imports point one way. Who needs a new direction changes this test and says why. */
@AnalyzeClasses(
        packages = "io.github.inittrace",
        importOptions = ImportOption.DoNotIncludeTests.class)
class LayersTest {
    private static final String ROOT = "io.github.inittrace.";

    /** Every package may use these two, which are therefore not named below. */
    private static final List<String> FLOOR = List.of("text", "files");

    @ArchTest static final ArchRule text = knowsOnly("text");

    @ArchTest static final ArchRule files = knowsOnly("files");

    @ArchTest static final ArchRule lifecycle = knowsOnly("lifecycle");

    @ArchTest static final ArchRule measure = knowsOnly("measure");

    @ArchTest static final ArchRule pigmm = knowsOnly("pigmm");

    @ArchTest static final ArchRule alarms = knowsOnly("alarms", "measure");

    @ArchTest static final ArchRule kernels = knowsOnly("kernels");

    @ArchTest static final ArchRule onnx = knowsOnly("onnx");

    @ArchTest static final ArchRule safetensors = knowsOnly("safetensors");

    @ArchTest static final ArchRule numpy = knowsOnly("numpy");

    @ArchTest static final ArchRule weights = knowsOnly("weights", "numpy", "onnx", "safetensors");

    @ArchTest static final ArchRule diff = knowsOnly("diff", "measure", "onnx", "weights");

    @ArchTest static final ArchRule data = knowsOnly("data");

    @ArchTest static final ArchRule image = knowsOnly("image");

    @ArchTest
    static final ArchRule run =
            knowsOnly("run", "lifecycle", "measure", "pigmm", "alarms", "safetensors");

    @ArchTest
    static final ArchRule study = knowsOnly("study", "lifecycle", "measure", "alarms", "run");

    @ArchTest static final ArchRule mlp = knowsOnly("mlp", "data", "kernels", "lifecycle", "onnx");

    @ArchTest static final ArchRule sgd = knowsOnly("sgd", "lifecycle");

    @ArchTest static final ArchRule analysis = knowsOnly("analysis", "lifecycle", "run", "sgd");

    @ArchTest static final ArchRule rebuild = knowsOnly("rebuild");

    @ArchTest static final ArchRule scoring = knowsOnly("scoring", "run", "onnx");

    @ArchTest
    static final ArchRule verify =
            knowsOnly(
                    "verify",
                    "lifecycle",
                    "measure",
                    "run",
                    "study",
                    "onnx",
                    "analysis",
                    "scoring");

    /**
     * It knows {@code data} for a replay's sake, which puts wrong labels back on any source, and
     * {@code study} for the figure that ends a training.
     */
    @ArchTest
    static final ArchRule trace =
            knowsOnly(
                    "trace",
                    "data",
                    "lifecycle",
                    "measure",
                    "alarms",
                    "run",
                    "study",
                    "onnx",
                    "sgd",
                    "analysis",
                    "image",
                    "rebuild",
                    "tensorboard");

    /** It knows {@code diff} to count the weights that a comparison counts. */
    @ArchTest
    static final ArchRule imported =
            knowsOnly("imported", "diff", "lifecycle", "onnx", "run", "study", "trace", "weights");

    @ArchTest
    static final ArchRule job = knowsOnly("job", "rebuild", "data", "mlp", "alarms", "trace");

    @ArchTest
    static final ArchRule sweep =
            knowsOnly(
                    "sweep", "job", "data", "mlp", "trace", "run", "study", "lifecycle", "measure");

    @ArchTest
    static final ArchRule ensemble =
            knowsOnly(
                    "ensemble",
                    "pigmm",
                    "data",
                    "lifecycle",
                    "mlp",
                    "numpy",
                    "onnx",
                    "run",
                    "safetensors",
                    "study",
                    "sweep");

    @ArchTest
    static final ArchRule tensorboard = knowsOnly("tensorboard", "lifecycle", "measure", "run");

    @ArchTest
    static final ArchRule export =
            knowsOnly("export", "measure", "onnx", "run", "study", "sweep", "tensorboard");

    /** And the library that has the p-values. */
    @ArchTest
    static final ArchRule measureKnowsArraysOnly =
            noClasses()
                    .that()
                    .resideInAPackage(ROOT + "measure..")
                    .should()
                    .dependOnClassesThat()
                    .resideOutsideOfPackages(
                            ROOT + "measure..",
                            "java..",
                            "org.jspecify..",
                            "org.apache.commons.statistics..");

    /** And the libraries that have the p-values and the decompositions. */
    @ArchTest
    static final ArchRule pigmmKnowsArraysOnly =
            noClasses()
                    .that()
                    .resideInAPackage(ROOT + "pigmm..")
                    .should()
                    .dependOnClassesThat()
                    .resideOutsideOfPackages(
                            ROOT + "pigmm..",
                            "java..",
                            "org.jspecify..",
                            "org.ejml..",
                            "org.apache.commons.statistics..");

    @ArchTest
    static final ArchRule runsAndStudiesKnowNoTribuo =
            noClasses()
                    .that()
                    .resideInAnyPackage(ROOT + "run..", ROOT + "study..")
                    .and(areWrittenInJava())
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("org.tribuo..", "ai.onnx..");

    /** It is an optional dependency. */
    @ArchTest
    static final ArchRule onlyScoringKnowsTheRuntime =
            noClasses()
                    .that()
                    .resideOutsideOfPackage(ROOT + "scoring..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("ai.onnxruntime..", "org.tribuo.interop..");

    @ArchTest
    static final ArchRule packagesAreFreeOfCycles =
            slices().matching(ROOT + "(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule javaRunsWithoutKotlin =
            noClasses()
                    .that(areWrittenInJava())
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("kotlin..", "org.jetbrains..")
                    .orShould()
                    .dependOnClassesThat(areWrittenInKotlin());

    private static ArchRule knowsOnly(String own, String... others) {
        List<String> known =
                Stream.concat(FLOOR.stream(), Arrays.stream(others))
                        .map(other -> ROOT + other + "..")
                        .toList();
        DescribedPredicate<JavaClass> unknown =
                JavaClass.Predicates.resideInAPackage(ROOT + "*..")
                        .and(
                                DescribedPredicate.not(
                                        JavaClass.Predicates.resideInAnyPackage(
                                                known.toArray(String[]::new))))
                        .and(
                                DescribedPredicate.not(
                                        JavaClass.Predicates.resideInAPackage(ROOT + own + "..")))
                        .as("other packages of InitTrace than %s", Arrays.toString(others));
        return noClasses()
                .that()
                .resideInAPackage(ROOT + own + "..")
                .should()
                .dependOnClassesThat(unknown);
    }

    private static DescribedPredicate<JavaClass> areWrittenInKotlin() {
        return DescribedPredicate.describe(
                "are written in Kotlin", type -> type.isAnnotatedWith("kotlin.Metadata"));
    }

    private static DescribedPredicate<JavaClass> areWrittenInJava() {
        return DescribedPredicate.not(areWrittenInKotlin());
    }
}
