package io.columnveil.sql.bind;

import io.columnveil.policy.model.ProtectedColumn;
import io.columnveil.sql.lex.TokenList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A statement whose names are bound.
 *
 * @param result what it returns, if rows
 * @param uses every use of a protected column
 * @param stars the stars of its select lists
 * @param queries its queries, for the companions that they must carry
 * @param distinctRows its DISTINCT over columns with a lookup
 * @param combinedRows its set operations over columns with a lookup
 * @param mergedJoins joins with USING over protected columns
 * @param mergedNames bare names that such joins merged
 * @param written values written by their place in a row
 * @param assignments SET clauses on protected columns
 * @param target what it changes, if it changes something
 * @param unnamedItems select items that the database names by their text
 * @param listed columns of values that come with the statement
 * @param tokens its tokens
 * @param touched the protected columns of the relations that it names
 */
public record BoundStatement(
    Optional<BoundQuery> result,
    List<Use> uses,
    List<Star> stars,
    List<BoundQuery> queries,
    List<DistinctRows> distinctRows,
    List<CombinedRows> combinedRows,
    Collection<MergedJoin> mergedJoins,
    List<MergedName> mergedNames,
    List<WrittenRows> written,
    List<Assignment> assignments,
    Optional<Target> target,
    List<UnnamedItem> unnamedItems,
    List<ListedColumn> listed,
    TokenList tokens,
    List<ProtectedColumn> touched) {}
