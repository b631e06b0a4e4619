package io.columnveil.it;

import java.sql.Connection;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Values for the placeholders of cases, which say nothing of values: by the type that the plaintext
 * database expects. A case runs several times, each with other values: those of rows that are
 * there, new ones, and NULL.
 */
final class GoldenValues {

  private static final List<@Nullable String> TEXTS =
      Arrays.asList(
          "ann@mail.example",
          "+15550000001",
          "Given-Ann Lee",
          "Oslo",
          "new@mail.example",
          null,
          "Given-10-percent");
  private static final List<@Nullable Long> NUMBERS = Arrays.asList(1L, 2L, 9L, null, 3L, 10L);
  private static final List<@Nullable LocalDate> DATES =
      Arrays.asList(LocalDate.of(1980, 2, 3), LocalDate.of(2001, 5, 6), null);

  /** How often a case with placeholders is run. */
  static final int ROUNDS = TEXTS.size();

  private GoldenValues() {}

  /** The types of a statement's parameters, as far as the database tells them. */
  static int[] types(Connection connection, String sql) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      ParameterMetaData parameters = statement.getParameterMetaData();
      int[] types = new int[parameters.getParameterCount()];
      for (int i = 0; i < types.length; i++) {
        types[i] = parameters.getParameterType(i + 1);
      }
      return types;
    }
  }

  /** Sets the values of one round. */
  static void bind(PreparedStatement statement, int[] types, int round) throws SQLException {
    for (int i = 0; i < types.length; i++) {
      bind(statement, i + 1, types[i], round + i);
    }
  }

  private static void bind(PreparedStatement statement, int parameter, int type, int round)
      throws SQLException {
    switch (type) {
      case Types.BIGINT, Types.INTEGER, Types.SMALLINT, Types.TINYINT, Types.NUMERIC ->
          statement.setObject(parameter, at(NUMBERS, round), type);
      case Types.DATE -> statement.setObject(parameter, at(DATES, round), Types.DATE);
      case Types.TIMESTAMP ->
          statement.setObject(parameter, LocalDateTime.of(2024, 1, 1 + round % 5, 10, 0), type);
      case Types.BOOLEAN, Types.BIT -> statement.setBoolean(parameter, round % 2 == 0);
      case Types.ARRAY ->
          statement.setArray(
              parameter,
              statement
                  .getConnection()
                  .createArrayOf("varchar", new Object[] {at(TEXTS, round), "bob@mail.example"}));
      default -> statement.setString(parameter, at(TEXTS, round));
    }
  }

  private static <T extends @Nullable Object> T at(List<T> values, int round) {
    return values.get(round % values.size());
  }
}
