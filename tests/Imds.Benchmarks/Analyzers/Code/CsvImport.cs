using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading.Tasks;

namespace Contoso.Area000.Import;

public sealed class CsvException : FormatException
{
    public CsvException(string path, int line, string message)
        : base($"{path}({line}): {message}") => (Path, Line) = (path, line);

    public string Path { get; }

    public int Line { get; }
}

public sealed class CsvReader
{
    private readonly char _separator;
    private readonly StringBuilder _field = new();

    public CsvReader(char separator = ',') => _separator = separator;

    public IEnumerable<IReadOnlyList<string>> Read(TextReader reader, string path)
    {
        var number = 0;
        var row = new List<string>();
        var isQuoted = false;
        while (reader.ReadLine() is { } line)
        {
            number++;
            for (var i = 0; i < line.Length; i++)
            {
                var c = line[i];
                if (isQuoted)
                {
                    if (c != '"')
                    {
                        _field.Append(c);
                    }
                    else if (i + 1 < line.Length && line[i + 1] == '"')
                    {
                        _field.Append('"');
                        i++;
                    }
                    else
                    {
                        isQuoted = false;
                    }
                }
                else if (c == '"')
                {
                    if (_field.Length > 0) throw new CsvException(path, number, "A quote stands in the middle of a field.");
                    isQuoted = true;
                }
                else if (c == _separator)
                {
                    row.Add(_field.ToString());
                    _field.Clear();
                }
                else
                {
                    _field.Append(c);
                }
            }

            if (isQuoted)
            {
                _field.Append('\n');
                continue;
            }

            row.Add(_field.ToString());
            _field.Clear();
            yield return row;
            row = new List<string>(row.Count);
        }

        if (isQuoted) throw new CsvException(path, number, "The last field is not closed.");
    }
}

public sealed record Measurement(string Device, DateTime Time, double Value, string Unit);

public readonly struct Range2D
{
    public Range2D(double low, double high)
    {
        Low = Math.Min(low, high);
        High = Math.Max(low, high);
    }

    public double Low { get; }

    public double High { get; }

    public bool Contains(double value) => value >= Low && value <= High;

    public static Range2D operator +(Range2D a, Range2D b) => new(Math.Min(a.Low, b.Low), Math.Max(a.High, b.High));

    public override string ToString() => FormattableString.Invariant($"{Low:0.###}..{High:0.###}");
}

public sealed class MeasurementImport
{
    private static readonly Dictionary<string, (string Unit, double Factor)> Units = new(StringComparer.OrdinalIgnoreCase)
    {
        ["C"] = ("C", 1), ["celsius"] = ("C", 1), ["mbar"] = ("hPa", 1), ["hPa"] = ("hPa", 1),
        ["bar"] = ("hPa", 1000), ["m/s"] = ("m/s", 1), ["km/h"] = ("m/s", 1 / 3.6), ["kn"] = ("m/s", 0.514444),
    };

    private readonly List<string> _problems = new();
    private readonly HashSet<(string, DateTime)> _seen = new();

    public IReadOnlyList<string> Problems => _problems;

    public int Skipped { get; private set; }

    public async Task<IReadOnlyList<Measurement>> LoadAsync(string path)
    {
        var text = await File.ReadAllTextAsync(path, Encoding.UTF8);
        return Load(new StringReader(text), Path.GetFileName(path));
    }

    public IReadOnlyList<Measurement> Load(TextReader reader, string path)
    {
        var result = new List<Measurement>();
        string[]? header = null;
        var number = 0;
        foreach (var row in new CsvReader(';').Read(reader, path))
        {
            number++;
            if (row.Count == 1 && row[0].Length == 0) continue;
            if (header is null)
            {
                header = row.Select(name => name.Trim().ToLowerInvariant()).ToArray();
                continue;
            }

            if (!TryParse(header, row, out var measurement, out var problem))
            {
                _problems.Add($"{path}({number}): {problem}");
                Skipped++;
                continue;
            }

            if (_seen.Add((measurement.Device, measurement.Time))) result.Add(measurement);
            else Skipped++;
        }

        result.Sort((a, b) => a.Time != b.Time ? a.Time.CompareTo(b.Time) : string.CompareOrdinal(a.Device, b.Device));
        return result;
    }

    public static Dictionary<string, Range2D> Ranges(IEnumerable<Measurement> measurements)
    {
        var ranges = new Dictionary<string, Range2D>();
        foreach (var (device, _, value, unit) in measurements)
        {
            var key = $"{device}/{unit}";
            var own = new Range2D(value, value);
            ranges[key] = ranges.TryGetValue(key, out var range) ? range + own : own;
        }

        return ranges;
    }

    public static IEnumerable<(DateTime Hour, double Mean)> Hourly(IEnumerable<Measurement> measurements, string device)
    {
        return measurements
            .Where(measurement => measurement.Device == device)
            .GroupBy(measurement => measurement.Time.Date.AddHours(measurement.Time.Hour))
            .OrderBy(group => group.Key)
            .Select(group => (group.Key, group.Average(measurement => measurement.Value)));
    }

    private static bool TryParse(string[] header, IReadOnlyList<string> row, [NotNullWhen(true)] out Measurement? measurement,
        out string problem)
    {
        measurement = null;
        problem = "";
        string device = "", unit = "";
        DateTime time = default;
        var value = double.NaN;
        for (var i = 0; i < header.Length && i < row.Count; i++)
        {
            var text = row[i].Trim();
            switch (header[i])
            {
                case "device" or "sensor":
                    device = text;
                    break;
                case "time":
                    if (!DateTime.TryParse(text, CultureInfo.InvariantCulture,
                        DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time))
                    {
                        problem = $"'{text}' is no time";
                        return false;
                    }

                    break;
                case "value":
                    if (!double.TryParse(text.Replace(',', '.'), NumberStyles.Float, CultureInfo.InvariantCulture, out value))
                    {
                        problem = $"'{text}' is no number";
                        return false;
                    }

                    break;
                case "unit":
                    unit = text;
                    break;
            }
        }

        if (device.Length == 0 || double.IsNaN(value))
        {
            problem = "A device and a value are needed";
            return false;
        }

        if (Units.TryGetValue(unit, out var known)) (unit, value) = (known.Unit, value * known.Factor);
        measurement = new Measurement(device, time, Math.Round(value, 6), unit);
        return true;
    }
}
