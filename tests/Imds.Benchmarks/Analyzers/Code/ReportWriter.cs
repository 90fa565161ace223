using System;
using System.Buffers;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Contoso.Area000.Reports;

public enum Align { Left, Right, Center }

public sealed record Column(string Name, Align Align = Align.Left)
{
    public int Width { get; set; } = Name.Length;
}

public sealed class Table
{
    private readonly List<Column> _columns;
    private readonly List<string[]> _rows = new();

    public Table(params Column[] columns) => _columns = columns.ToList();

    public IReadOnlyList<Column> Columns => _columns;

    public int Count => _rows.Count;

    public void Add(params object?[] cells)
    {
        if (cells.Length != _columns.Count) throw new ArgumentException($"{_columns.Count} cells are needed, not {cells.Length}.",
            nameof(cells));
        var row = new string[cells.Length];
        for (var i = 0; i < cells.Length; i++)
        {
            row[i] = cells[i] switch
            {
                null => "-",
                string text => text.ReplaceLineEndings(" "),
                IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
                var other => other.ToString() ?? "",
            };
            _columns[i].Width = Math.Max(_columns[i].Width, row[i].Length);
        }

        _rows.Add(row);
    }

    public void WriteTo(TextWriter writer)
    {
        writer.WriteLine(string.Join("  ", _columns.Select(column => Pad(column.Name, column))));
        writer.WriteLine(string.Join("  ", _columns.Select(column => new string('-', column.Width))));
        foreach (var row in _rows)
        {
            for (var i = 0; i < row.Length; i++)
            {
                if (i > 0) writer.Write("  ");
                writer.Write(Pad(row[i], _columns[i]));
            }

            writer.WriteLine();
        }
    }

    public XElement ToHtml()
    {
        return new XElement("table",
            new XElement("tr", _columns.Select(column => new XElement("th", column.Name))),
            from row in _rows
            select new XElement("tr", row.Select(cell => new XElement("td", cell))));
    }

    private static string Pad(string text, Column column)
    {
        var missing = column.Width - text.Length;
        if (missing <= 0) return text;
        return column.Align switch
        {
            Align.Right => text.PadLeft(column.Width),
            Align.Center => text.PadLeft(text.Length + missing / 2).PadRight(column.Width),
            _ => text.PadRight(column.Width),
        };
    }
}

public sealed partial class ReportWriter
{
    private static readonly Regex Unsafe = new("[^A-Za-z0-9._-]+", RegexOptions.CultureInvariant);

    private readonly string _directory;

    public ReportWriter(string directory)
    {
        _directory = Path.GetFullPath(directory);
        Directory.CreateDirectory(_directory);
    }

    public Uri Help { get; } = new("https://docs.contoso.example/reports/writing?view=latest#files");

    public string Save(string title, Table table, DateTime day)
    {
        var name = $"{day:yyyy-MM-dd}-{Unsafe.Replace(title.Trim(), "-").Trim('-').ToLowerInvariant()}.txt";
        var path = Path.Combine(_directory, name);
        using (var stream = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read))
        using (var writer = new StreamWriter(stream, new UTF8Encoding(false)))
        {
            writer.WriteLine(title);
            writer.WriteLine(new string('=', title.Length));
            writer.WriteLine();
            table.WriteTo(writer);
        }

        Restrict(path);
        return path;
    }

    public string Compress(string path)
    {
        var target = path + ".gz";
        using var source = File.OpenRead(path);
        using var stream = File.Create(target);
        using var zip = new GZipStream(stream, CompressionLevel.Optimal);
        var buffer = ArrayPool<byte>.Shared.Rent(81920);
        try
        {
            int read;
            while ((read = source.Read(buffer, 0, buffer.Length)) > 0) zip.Write(buffer, 0, read);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return target;
    }

    public static string Fingerprint(string path)
    {
        using var stream = File.OpenRead(path);
        var hash = SHA256.HashData(stream);
        return Convert.ToHexString(hash.AsSpan(0, 8)).ToLowerInvariant();
    }

    public IEnumerable<(string Path, long Size, DateTime Written)> Old(TimeSpan age)
    {
        var limit = DateTime.UtcNow - age;
        foreach (var file in new DirectoryInfo(_directory).EnumerateFiles("*.txt", SearchOption.TopDirectoryOnly))
        {
            if (file.LastWriteTimeUtc < limit) yield return (file.FullName, file.Length, file.LastWriteTimeUtc);
        }
    }

    public int Clean(TimeSpan age)
    {
        var removed = 0;
        foreach (var (path, size, written) in Old(age).ToList())
        {
            try
            {
                File.Delete(path);
                removed++;
                Console.WriteLine($"{Path.GetFileName(path)}: {size / 1024.0:0.0} KB, {written:u}");
            }
            catch (IOException e)
            {
                Console.Error.WriteLine("{0} stays: {1}", path, e.Message);
            }
        }

        return removed;
    }

    public static string Machine()
    {
        var name = Environment.MachineName;
        var version = Environment.OSVersion.Version;
        var architecture = RuntimeInformation.OSArchitecture;
        return $"{name} ({RuntimeInformation.OSDescription}, {version.Major}.{version.Minor}, {architecture})";
    }

    private static void Restrict(string path)
    {
        if (OperatingSystem.IsWindows()) Encrypt(path);
        else File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
    }

    [SupportedOSPlatform("windows")]
    private static void Encrypt(string path)
    {
        try
        {
            File.Encrypt(path);
        }
        catch (PlatformNotSupportedException)
        {
            Console.Error.WriteLine($"The volume of {path} knows no encryption.");
        }
    }
}
