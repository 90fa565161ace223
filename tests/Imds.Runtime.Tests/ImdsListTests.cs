namespace Imds.Runtime.Tests;

public class ImdsListTests
{
    [Fact]
    public void Lists_with_equal_items_are_equal()
    {
        ImdsList<string> left = ["a", "b"], right = new[] { "a", "b" };
        Assert.True(left.Equals(right) && left.Equals((object)right) && left == right && !(left != right));
        Assert.Equal(left.GetHashCode(), right.GetHashCode());
    }

    [Fact]
    public void Lists_that_differ_in_item_order_or_length_are_not_equal()
    {
        ImdsList<string> list = ["a", "b"];
        Assert.All(new ImdsList<string>[] { ["b", "a"], ["a"], ["a", "b", "c"], [], ["a", "B"] }, other => Assert.True(list != other));
        Assert.False(list.Equals(null));
        Assert.True(list != null);
        Assert.False(list.Equals((object)new[] { "a", "b" }));
    }

    [Fact]
    public void Lists_of_lists_compare_by_value()
    {
        ImdsList<ImdsList<int>> left = [[1], [2, 3]], right = [[1], [2, 3]], other = [[1, 2], [3]];
        Assert.Equal<object>(left, right);
        Assert.True(left != other);
    }

    [Fact]
    public void Changing_what_it_was_made_of_changes_nothing()
    {
        string[] items = ["a"];
        ImdsList<string> converted = items, copied = new(items), created = ImdsList.Create<string>(items);
        items[0] = "b";
        Assert.All([converted, copied, created], list => Assert.Equal("a", list[0]));
    }

    [Fact]
    public void Null_is_refused_and_the_message_says_where()
    {
        string[] items = ["a", null!];
        Assert.Contains("at 1", Assert.Throws<ArgumentException>(() => (ImdsList<string>)items).Message);
        Assert.Throws<ArgumentException>(() => new ImdsList<string>(items));
        Assert.Throws<ArgumentNullException>(() => new ImdsList<string>(null!));
    }

    [Fact]
    public void Items_are_reached_by_index_loop_and_interface()
    {
        ImdsList<int> list = [3, 1, 2];
        var sum = "";
        foreach (var item in list)
        {
            sum += item;
        }

        Assert.Equal("312", sum);
        Assert.Equal([1, 2, 3], list.Order());
        Assert.Equal(3, list.Count);
        Assert.Contains("3 items", Assert.Throws<ArgumentOutOfRangeException>(() => list[3]).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => list[-1]);
    }

    [Fact]
    public void Going_through_a_list_allocates_nothing()
    {
        ImdsList<string> list = ["a", "b"];
        var before = GC.GetAllocatedBytesForCurrentThread();
        var count = 0;
        foreach (var item in list)
        {
            count += item.Length;
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(2, count);
    }

    [Fact]
    public void The_empty_list_is_one() => Assert.Same(ImdsList<string>.Empty, (ImdsList<string>)[]);

    [Fact]
    public void The_text_shows_the_items() => Assert.Equal("[1.5, 2]", ((ImdsList<double>)[1.5, 2]).ToString());
}
