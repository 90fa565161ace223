using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Contoso.Area000.Orders;

public enum OrderState { Draft, Placed, Paid, Shipped, Delivered, Cancelled }

public sealed record Money(decimal Amount, string Currency)
{
    public static Money Zero(string currency) => new(0m, currency);

    public Money Plus(Money other)
    {
        if (!string.Equals(Currency, other.Currency, StringComparison.Ordinal))
            throw new InvalidOperationException($"Cannot add {other.Currency} to {Currency}.");
        return this with { Amount = Amount + other.Amount };
    }

    public Money Times(int factor) => this with { Amount = Amount * factor };

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Amount:0.00} {Currency}");
}

public sealed record Customer(int Id, string Name, string Email, string Location)
{
    public bool IsBusiness { get; init; }

    public string Display => IsBusiness ? $"{Name} (business, {Location})" : Name;
}

public sealed class OrderLine
{
    public OrderLine(string sku, int quantity, Money price)
    {
        if (quantity <= 0) throw new ArgumentOutOfRangeException(nameof(quantity));
        Sku = sku ?? throw new ArgumentNullException(nameof(sku));
        Quantity = quantity;
        Price = price;
    }

    public string Sku { get; }

    public int Quantity { get; private set; }

    public Money Price { get; }

    public Money Total => Price.Times(Quantity);

    public void Add(int quantity)
    {
        if (quantity <= 0) throw new ArgumentOutOfRangeException(nameof(quantity));
        Quantity += quantity;
    }
}

public sealed class Order
{
    private readonly List<OrderLine> _lines = new();
    private readonly List<(DateTimeOffset At, OrderState State)> _history = new();

    public Order(int id, Customer customer, DateTimeOffset created)
    {
        Id = id;
        Customer = customer;
        Created = created;
        _history.Add((created, OrderState.Draft));
    }

    public int Id { get; }

    public Customer Customer { get; }

    public DateTimeOffset Created { get; }

    public string Tags { get; set; } = "";

    public OrderState State => _history[^1].State;

    public IReadOnlyList<OrderLine> Lines => _lines;

    public Money Total => _lines.Aggregate(Money.Zero("EUR"), (sum, line) => sum.Plus(line.Total));

    public void Add(string sku, int quantity, Money price)
    {
        if (State != OrderState.Draft) throw new InvalidOperationException($"Order {Id} is {State}; nothing can be added to it.");
        var existing = _lines.FirstOrDefault(line => line.Sku == sku && line.Price == price);
        if (existing is null)
        {
            _lines.Add(new OrderLine(sku, quantity, price));
        }
        else
        {
            existing.Add(quantity);
        }
    }

    public bool Move(OrderState state, DateTimeOffset at)
    {
        var isAllowed = (State, state) switch
        {
            (OrderState.Draft, OrderState.Placed) => _lines.Count > 0,
            (OrderState.Placed, OrderState.Paid) => true,
            (OrderState.Paid, OrderState.Shipped) => true,
            (OrderState.Shipped, OrderState.Delivered) => true,
            (OrderState.Draft or OrderState.Placed or OrderState.Paid, OrderState.Cancelled) => true,
            _ => false,
        };
        if (!isAllowed || at < _history[^1].At) return false;
        _history.Add((at, state));
        return true;
    }

    public TimeSpan? Between(OrderState from, OrderState to)
    {
        DateTimeOffset? first = null, second = null;
        foreach (var (at, state) in _history)
        {
            if (state == from) first ??= at;
            if (state == to) second ??= at;
        }

        return first is { } start && second is { } end ? end - start : null;
    }
}

public sealed class OrderBook
{
    private readonly Dictionary<int, Order> _orders = new();
    private readonly SortedDictionary<DateOnly, List<int>> _byDay = new();
    private int _next = 1;

    public event EventHandler<Order>? Placed;

    public int Count => _orders.Count;

    public Order Open(Customer customer, DateTimeOffset at)
    {
        var order = new Order(_next++, customer, at);
        _orders.Add(order.Id, order);
        var day = DateOnly.FromDateTime(at.UtcDateTime);
        if (!_byDay.TryGetValue(day, out var ids)) _byDay.Add(day, ids = new List<int>());
        ids.Add(order.Id);
        return order;
    }

    public void Place(int id, DateTimeOffset at)
    {
        if (!_orders.TryGetValue(id, out var order)) throw new KeyNotFoundException($"There is no order {id}.");
        if (!order.Move(OrderState.Placed, at)) throw new InvalidOperationException($"Order {id} cannot be placed.");
        Placed?.Invoke(this, order);
    }

    public IEnumerable<Order> Of(Customer customer) =>
        from order in _orders.Values
        where order.Customer.Id == customer.Id
        orderby order.Created descending, order.Id
        select order;

    public IReadOnlyDictionary<string, decimal> RevenueByLocation(DateOnly from, DateOnly to)
    {
        var result = new Dictionary<string, decimal>(StringComparer.OrdinalIgnoreCase);
        foreach (var (day, ids) in _byDay)
        {
            if (day < from || day > to) continue;
            foreach (var id in ids)
            {
                var order = _orders[id];
                if (order.State is OrderState.Draft or OrderState.Cancelled) continue;
                var key = order.Customer.Location.Trim();
                result[key] = result.TryGetValue(key, out var sum) ? sum + order.Total.Amount : order.Total.Amount;
            }
        }

        return result;
    }

    public IReadOnlyList<(string Sku, int Quantity)> BestSellers(int count)
    {
        var quantities = new Dictionary<string, int>();
        foreach (var line in _orders.Values.Where(order => order.State >= OrderState.Paid).SelectMany(order => order.Lines))
        {
            quantities.TryGetValue(line.Sku, out var before);
            quantities[line.Sku] = before + line.Quantity;
        }

        return quantities
            .OrderByDescending(pair => pair.Value)
            .ThenBy(pair => pair.Key, StringComparer.Ordinal)
            .Take(count)
            .Select(pair => (pair.Key, pair.Value))
            .ToList();
    }

    public string Describe(int id)
    {
        var order = _orders[id];
        var text = $"{order.Id:000000} {order.Customer.Display,-30} {order.State}";
        for (var i = 0; i < order.Lines.Count; i++)
        {
            var line = order.Lines[i];
            text += $"\n  {i + 1}. {line.Quantity} x {line.Sku} at {line.Price} = {line.Total}";
        }

        if (!string.IsNullOrEmpty(order.Tags))
        {
            var tags = order.Tags.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            text += "\n  " + string.Join(", ", tags.Order());
        }

        return text;
    }
}
