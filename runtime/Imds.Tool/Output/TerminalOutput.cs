using Spectre.Console;

namespace Imds.Tool.Output;

/// <summary>Shows things to a person: as tables where they fit into the width, and below each other where they do not.</summary>
internal sealed class TerminalOutput
{
    private static readonly Style Title = new(Color.Teal, decoration: Decoration.Bold);
    private static readonly Style Name = new(Color.Teal);

    private readonly IAnsiConsole _console;
    private readonly int _width;
    private readonly bool _hasLines;

    public TerminalOutput(TextWriter writer, Terminal terminal)
    {
        _width = terminal.Width > 0 ? terminal.Width : int.MaxValue;
        _hasLines = terminal.HasLines;
        _console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = terminal.HasColours ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = terminal.HasColours ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(writer),
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false }, // they switch colours on for some build servers
        });

        // What is shown is made to fit before: whatever is longer yet is one word, which would be broken to fit.
        _console.Profile.Width = int.MaxValue / 2;
    }

    public void Write(IReadOnlyList<View> views)
    {
        foreach (var (index, view) in views.Select((view, index) => (index, view)))
        {
            if (index > 0)
            {
                Line("");
            }

            if (view.Title.Length > 0)
            {
                Line(view.Title, Title);
            }

            Body(view);
        }
    }

    private void Body(View view)
    {
        switch (view)
        {
            case TableView table:
                Table(table);
                break;
            case FactsView facts:
                Facts(facts.Facts);
                break;
            case TreeView tree:
                Tree(tree);
                break;
            case LinesView lines:
                foreach (var line in lines.Lines)
                {
                    foreach (var part in Wrapping.Wrap(line.ToPrintable(), _width))
                    {
                        Line(part);
                    }
                }

                break;
        }
    }

    private void Table(TableView table)
    {
        var shown = Enumerable.Range(0, table.Columns.Count).Where(column => table.Rows.Any(row => row[column].Length > 0)).ToArray();
        if (shown.Length == 0)
        {
            Line("none");
            return;
        }

        var columns = shown.Select(column => table.Columns[column]).ToArray();
        var rows = table.Rows.Select(row => shown.Select(column => row[column].ToPrintable()).ToArray()).ToList();
        if (Wrapping.Fit([.. rows.Prepend(columns)], _width) is { } widths)
        {
            var grid = new Table { Border = TableBorder.None };
            foreach (var column in columns)
            {
                grid.AddColumn(new TableColumn(new Text(column, Name)).PadLeft(0).PadRight(2).NoWrap());
            }

            foreach (var row in rows)
            {
                grid.AddRow(row.Select((cell, i) => new Text(string.Join('\n', Wrapping.Wrap(cell, widths[i])))));
            }

            _console.Write(new Trimmed(grid));
            return;
        }

        foreach (var (index, row) in rows.Select((row, index) => (index, row)))
        {
            if (index > 0)
            {
                Line("");
            }

            Facts([.. columns.Zip(row).Where(fact => fact.Second.Length > 0)]);
        }
    }

    private void Facts(IReadOnlyList<(string Name, string Value)> facts)
    {
        var indent = facts.Select(fact => fact.Name.Length).DefaultIfEmpty().Max() + 2;
        foreach (var (name, value) in facts)
        {
            var first = true;
            foreach (var part in Wrapping.Wrap(value.ToPrintable(), _width - indent))
            {
                _console.Write(new Text((first ? name : "").PadRight(indent), Name));
                Line(part);
                first = false;
            }
        }
    }

    private void Tree(TreeView tree)
    {
        var (fork, last, trunk) = _hasLines ? ("├── ", "└── ", "│   ") : ("|-- ", "`-- ", "|   ");
        Grow(tree.Node, "");

        void Grow(System.Text.Json.Nodes.JsonNode? node, string before)
        {
            var children = Json.Children(node).ToList();
            for (var i = 0; i < children.Count; i++)
            {
                var (name, child) = children[i];
                var below = before + (i == children.Count - 1 ? "    " : trunk);
                _console.Write(new Text(before + (i == children.Count - 1 ? last : fork)));
                _console.Write(new Text(name.ToPrintable(), Name));
                if (Json.IsLeaf(child))
                {
                    Value(Json.Leaf(child), below + new string(' ', name.Length + Wrapping.Gap));
                }
                else
                {
                    Line("");
                    Grow(child, below);
                }
            }
        }
    }

    /// <summary>A value behind its name; what does not fit stands below.</summary>
    private void Value(string value, string indent)
    {
        var lines = Wrapping.Wrap(value.Length > 0 ? value.ToPrintable() : "\"\"", _width - indent.Length).ToList();
        Line(new string(' ', Wrapping.Gap) + lines[0]);
        foreach (var line in lines.Skip(1))
        {
            Line(indent + line);
        }
    }

    private void Line(string text, Style? style = null)
    {
        _console.Write(new Text(text, style));
        _console.WriteLine();
    }
}
