// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.trace;

import com.oracle.labs.mlrg.olcut.provenance.ObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import com.oracle.labs.mlrg.olcut.util.Pair;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is written about an object, whatever class of provenance was written: to know what a file
 * says, none of the classes that it names is needed.
 */
final class PlainProvenance implements ObjectProvenance {
    private static final long serialVersionUID = 1L;

    private final String className;
    private final LinkedHashMap<String, Provenance> members;

    PlainProvenance(String className, Map<String, Provenance> members) {
        this.className = className;
        this.members = new LinkedHashMap<>(members);
    }

    @Override
    public String getClassName() {
        return className;
    }

    @Override
    public Iterator<Pair<String, Provenance>> iterator() {
        return Collections.unmodifiableMap(members).entrySet().stream()
                .map(member -> new Pair<>(member.getKey(), member.getValue()))
                .iterator();
    }
}
