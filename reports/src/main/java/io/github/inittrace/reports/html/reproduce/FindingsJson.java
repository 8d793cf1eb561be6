// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.reproduce;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.inittrace.reports.reproduce.Finding;
import io.github.inittrace.reports.reproduce.Study;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The table "published / here / agrees?" for programs. */
final class FindingsJson {
    /** The file's name, beside the page. */
    static final String FILE = "findings.json";

    /** The version of this format. */
    private static final int SCHEMA = 1;

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private FindingsJson() {}

    static byte[] of(Map<Study, List<Finding>> findings) throws IOException {
        List<Map<String, Object>> rows = new ArrayList<>();
        findings.forEach((study, of) -> of.forEach(finding -> rows.add(row(study, finding))));
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("schema", SCHEMA);
        json.put("findings", rows);
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(json);
    }

    private static Map<String, Object> row(Study study, Finding finding) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("study", study.name());
        row.put("source", study.source());
        row.put("claim", finding.claim());
        row.put("what", finding.what());
        row.put("published", finding.published());
        row.put("here", finding.here());
        row.put("verdict", finding.verdict().word());
        row.put("tolerance", finding.tolerance());
        row.put("reason", finding.reason());
        return row;
    }
}
