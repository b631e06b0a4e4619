package io.columnveil.sql.rewrite;

import io.columnveil.sql.bind.BoundStatement;

/** One kind of edit. Stateless. */
interface RewriteRule {

  void edit(BoundStatement statement, Edits edits);
}
