// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
        packages = "io.github.inittrace.reports",
        importOptions = ImportOption.DoNotIncludeTests.class)
class ReportsArchitectureTest {
    @ArchTest
    static final ArchRule nothing_needsDisplayLibraries =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("java.awt..", "javax.imageio..", "javax.swing..");

    @ArchTest
    static final ArchRule charts_knowNoPage =
            noClasses()
                    .that()
                    .resideInAnyPackage("..reports.chart..", "..reports.image..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("..reports.html..", "..reports.cli..");

    @ArchTest
    static final ArchRule kit_knowsNoPage =
            noClasses()
                    .that()
                    .resideInAPackage("..html.kit..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "..html.run..",
                            "..html.compare..",
                            "..html.diff..",
                            "..html.reproduce..",
                            "..html.sweep..",
                            "..html.pigmm..");

    @ArchTest
    static final ArchRule pages_knowNoOtherPage =
            slices().matching("..reports.html.(run|compare|diff|reproduce|sweep|pigmm)..")
                    .should()
                    .notDependOnEachOther();

    @ArchTest
    static final ArchRule verdicts_knowNoPage =
            noClasses()
                    .that()
                    .resideInAPackage("..reports.check..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("..reports.html..", "..reports.cli..");

    @ArchTest
    static final ArchRule studies_knowNoPage =
            noClasses()
                    .that()
                    .resideInAPackage("io.github.inittrace.reports.reproduce..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("..reports.html..", "..reports.chart..", "..reports.cli..");
}
