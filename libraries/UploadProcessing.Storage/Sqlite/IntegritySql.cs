namespace UploadProcessing.Storage.Sqlite;

/// <summary>The longer questions of <see cref="SqliteIntegrityStore"/>.</summary>
internal static class IntegritySql
{
    /// <summary>Of a session.</summary>
    public const string UnderWay = "state IN ('receiving', 'processing')";

    /// <summary>Why the node <c>it</c> cannot be reached; NULL when it can.</summary>
    public const string Unattached =
        """
        CASE
          WHEN parent_id IS NULL THEN
            CASE WHEN NOT EXISTS (SELECT 1 FROM spaces WHERE spaces.id = it.space_id AND spaces.root_id = it.id)
              AND NOT EXISTS (SELECT 1 FROM detached WHERE detached.node_id = it.id) THEN 'notmarked' END
          WHEN NOT EXISTS (SELECT 1 FROM nodes AS parent WHERE parent.id = it.parent_id) THEN 'parentmissing'
          WHEN kind = 'folder' AND it.id IN (
            WITH RECURSIVE above (id) AS (
              SELECT it.parent_id
              UNION
              SELECT nodes.parent_id FROM nodes JOIN above ON nodes.id = above.id WHERE nodes.parent_id IS NOT NULL)
            SELECT id FROM above) THEN 'cycle'
        END
        """;

    /// <summary>All newest revisions below the folder <c>it</c>. UNION without ALL ends where a tree runs in a circle.</summary>
    public const string BytesBelow =
        """
        (WITH RECURSIVE below (id, revision_id) AS (
          SELECT it.id, it.revision_id
          UNION
          SELECT nodes.id, nodes.revision_id FROM nodes JOIN below ON nodes.parent_id = below.id)
        SELECT ifnull(sum(revisions.size), 0) FROM below JOIN revisions ON revisions.id = below.revision_id)
        """;

    /// <summary>What every space says it holds, beside what there is.</summary>
    public const string Counts =
        """
        SELECT spaces.id, used, reserved, files,
          ifnull(counted_used, 0) AS counted_used, ifnull(counted_reserved, 0) AS counted_reserved, ifnull(counted_files, 0) AS counted_files
        FROM spaces
        LEFT JOIN (SELECT space_id, sum(size) AS counted_used FROM revisions GROUP BY space_id) AS r ON r.space_id = spaces.id
        LEFT JOIN (SELECT space_id, sum(reserved) AS counted_reserved FROM uploads WHERE state IN ('receiving', 'processing') GROUP BY space_id) AS u
          ON u.space_id = spaces.id
        LEFT JOIN (
          SELECT nodes.space_id, count(*) AS counted_files FROM nodes JOIN spaces ON spaces.id = nodes.space_id
          WHERE nodes.id <> spaces.root_id GROUP BY nodes.space_id) AS n ON n.space_id = spaces.id
        """;
}
