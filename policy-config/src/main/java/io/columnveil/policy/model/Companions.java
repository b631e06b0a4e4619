package io.columnveil.policy.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Names of the columns that stand beside a protected one. For a pattern such as {@code *_email} a
 * companion is named with one {@code *} too ({@code *_email_lookup}), which stands for what the
 * pattern's did.
 */
final class Companions {

  private Companions() {}

  /** Companion names as the entry writes them. */
  static List<String> of(ColumnRule rule) {
    List<String> names = new ArrayList<>(2);
    rule.scheme().companion().ifPresent(l -> names.add(l.column()));
    rule.storedIn().ifPresent(names::add);
    return names;
  }

  /** The companion's name for a real column. */
  static String derive(NamePattern pattern, String companion, String column) {
    if (pattern.isExact()) {
      return companion;
    }
    int star = pattern.text().indexOf('*');
    int tail = pattern.text().length() - star - 1;
    // Folding may change lengths (sharp s), so the ends are clamped rather than trusted.
    int begin = Math.min(star, column.length());
    int end = Math.max(begin, column.length() - tail);
    return companion.replace("*", column.substring(begin, end));
  }

  /** The real column that a companion of that name would belong to. */
  static String base(NamePattern pattern, NamePattern companion, ColumnId id) {
    return derive(companion, pattern.text(), id.column());
  }

  /** The same rule with other companion names. */
  static ColumnRule rename(ColumnRule rule, UnaryOperator<String> name) {
    Scheme scheme =
        rule.scheme()
            .companion()
            .<Scheme>map(
                l ->
                    new Scheme.Randomized(
                        Optional.of(new Lookup(name.apply(l.column()), l.normalize()))))
            .orElse(rule.scheme());
    return new ColumnRule(
        rule.column(),
        rule.type(),
        scheme,
        rule.domain(),
        rule.mask(),
        rule.denied(),
        rule.storage(),
        rule.storedIn().map(name),
        rule.searchOldPlaintext(),
        rule.location());
  }
}
